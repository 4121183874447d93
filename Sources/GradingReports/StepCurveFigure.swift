import Tensors
import Foundation
import GradientChecking
import Grading

/// A figure of the error of the central difference at every step, on logarithmic scales, against the student's
/// derivative and against the measured one.
struct StepCurveFigure {
  private struct Series {
    var name: String
    var label: String
    var points: [(step: Double, error: Double)]

    var least: (step: Double, error: Double)? { points.min { $0.error < $1.error } }
  }

  private let series: [Series]
  private let entry: [Int]
  /// Half a unit in the last place of the value; smaller errors are rounding.
  private let rounding: Double

  /// Creates the figure of an entry, given the derivative that the grader measured with several steps.
  init(_ curve: StepCurve, measured: Double?, entry: [Int]) {
    self.entry = entry
    let rounding = max(1, (measured ?? 0).magnitude, curve.analytic.magnitude) * 0x1p-53
    self.rounding = rounding.isFinite ? rounding : 0x1p-53
    func errors(_ value: Double) -> [(step: Double, error: Double)] {
      curve.points.compactMap { point in
        let error = (point.difference - value).magnitude
        return point.step > 0 && error.isFinite ? (point.step, max(error, rounding)) : nil
      }
    }
    series =
      [Series(name: "yours", label: "against your value", points: errors(curve.analytic))]
      + (measured.map {
        [Series(name: "measured", label: "against the measured slope", points: errors($0))]
      } ?? [])
  }

  var html: HTML {
    let drawn = series.filter { !$0.points.isEmpty }
    guard !drawn.isEmpty else { return "" }
    let place = entry.isEmpty ? "" : " at \(entry)"
    let title = "Error of the central difference\(place), by step size"
    let items = drawn.map { "<li class=\"\($0.name)\">\(symbol($0.name))\($0.label)</li>" as HTML }
    return """
      <figure class="curve">
      <svg viewBox="0 0 \(Frame.width) \(Frame.height)" role="img" aria-label="\(title)">
      <title>\(title)</title><desc>\(summary)</desc>
      \(Frame(drawn.flatMap { $0.points }).drawing(drawn.map { ($0.name, $0.points) }))
      </svg>
      <figcaption><ul class="legend">\(items)</ul><p>\(summary)</p>\(table(drawn))</figcaption>
      </figure>
      """
  }

  private func symbol(_ name: String) -> HTML {
    let mark: HTML =
      name == "yours"
      ? "<circle cx=\"9\" cy=\"6\" r=\"3.5\"/>"
      : "<rect x=\"6\" y=\"3\" width=\"6\" height=\"6\"/>"
    return """
      <svg class="symbol" viewBox="0 0 18 12" aria-hidden="true"><g class="\(name)">\
      <line x1="0" y1="6" x2="18" y2="6"/>\(mark)</g></svg>
      """
  }

  /// The picture in words.
  var summary: String {
    guard let yours = series[0].least else { return "" }
    let first = "Against your value the error never falls below \(NumberFormat.brief(yours.error))"
    guard series.count > 1, let measured = series[1].least else { return first + "." }
    let depth =
      measured.error > rounding
      ? "to \(NumberFormat.brief(measured.error))" : "as low as rounding allows"
    let second =
      "against the measured slope of your forward it falls \(depth), at h = "
      + NumberFormat.brief(measured.step)
    return yours.error > 30 * measured.error
      ? "\(first); \(second)."
      : "Your value is a slope of your own forward: \(second), and against yours to "
        + "\(NumberFormat.brief(yours.error))."
  }

  private func table(_ drawn: [Series]) -> HTML {
    let head = drawn.map { "<th scope=\"col\">\($0.label)</th>" as HTML }
    let rows = drawn[0].points.indices.map { i -> HTML in
      let errors = drawn.map { series -> HTML in
        let error = i < series.points.count ? NumberFormat.brief(series.points[i].error) : ""
        return "<td>\(error)</td>"
      }
      return
        "<tr><th scope=\"row\">\(NumberFormat.brief(drawn[0].points[i].step))</th>\(errors)</tr>"
    }
    return """
      <details><summary>The numbers</summary><div class="scroll"><table>
      <thead><tr><th scope="col">h</th>\(head)</tr></thead><tbody>\(rows)</tbody></table></div></details>
      """
  }
}

/// The axes, and the coordinates of a step and an error.
private struct Frame {
  static let width = 380
  static let height = 236
  private let left = 46.0
  private let right = 364.0
  private let top = 10.0
  private let bottom = 196.0

  /// The exponents of ten at the ends of the axes.
  private let steps: ClosedRange<Int>
  private let errors: ClosedRange<Int>

  init(_ points: [(step: Double, error: Double)]) {
    func range(_ values: [Double]) -> ClosedRange<Int> {
      // Because of rounding, steps are only nearly powers of ten.
      let exponents = values.filter { $0 > 0 }.map { (log10($0) * 1e4).rounded() / 1e4 }
      let low = Int((exponents.min() ?? -1).rounded(.down))
      return low...max(low + 1, Int((exponents.max() ?? 0).rounded(.up)))
    }
    steps = range(points.map(\.step))
    errors = range(points.map(\.error))
  }

  private func x(_ step: Double) -> Double {
    left + (right - left) * (log10(step) - Double(steps.lowerBound)) / Double(steps.count - 1)
  }

  private func y(_ error: Double) -> Double {
    let share = (log10(error) - Double(errors.lowerBound)) / Double(errors.count - 1)
    return bottom - (bottom - top) * min(1, max(0, share))
  }

  func drawing(_ series: [(name: String, points: [(step: Double, error: Double)])]) -> HTML {
    "<g class=\"grid\">\(grid)</g>\n\(series.reversed().map(line))"
  }

  private var grid: [HTML] {
    let horizontal = ticks(errors).map { exponent -> HTML in
      let y = y(pow(10, Double(exponent)))
      return """
        <line x1="\(left)" x2="\(right)" y1="\(y)" y2="\(y)"/>\
        <text class="tick" x="\(left - 6)" y="\(y + 3.5)" text-anchor="end">\(power(exponent))</text>
        """
    }
    let vertical = ticks(steps).map { exponent -> HTML in
      let x = x(pow(10, Double(exponent)))
      return """
        <line x1="\(x)" x2="\(x)" y1="\(top)" y2="\(bottom)"/>\
        <text class="tick" x="\(x)" y="\(bottom + 15)" text-anchor="middle">\(power(exponent))</text>
        """
    }
    return horizontal + vertical + [
      """
      <text class="axis" x="\((left + right) / 2)" y="\(bottom + 32)" text-anchor="middle">step h</text>
      """
    ]
  }

  /// At most seven whole powers of ten.
  private func ticks(_ range: ClosedRange<Int>) -> [Int] {
    let step = max(1, (range.count + 5) / 7)
    return stride(from: range.upperBound, through: range.lowerBound, by: -step).map { $0 }
  }

  private func power(_ exponent: Int) -> String {
    let digits = "\(exponent)".map { character -> String in
      switch character {
      case "-": "⁻"
      default:
        character.wholeNumberValue.map { ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][$0] }
          ?? ""
      }
    }
    return exponent == 0 ? "1" : "10" + digits.joined()
  }

  private func line(_ name: String, _ points: [(step: Double, error: Double)]) -> HTML {
    let path: [HTML] = points.map { "\(x($0.step)),\(y($0.error))" }
    let marks = points.map { point -> HTML in
      let (x, y) = (x(point.step), y(point.error))
      return name == "yours"
        ? "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"2.6\"/>"
        : "<rect x=\"\(x - 2.3)\" y=\"\(y - 2.3)\" width=\"4.6\" height=\"4.6\"/>"
    }
    return "<g class=\"\(name)\"><polyline points=\"\(path)\"/>\(marks)</g>"
  }
}
