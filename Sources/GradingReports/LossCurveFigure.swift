import Grading
import Tensors

/// A figure of a curve of losses.
struct LossCurveFigure {
  private let curve: Picture.Curve
  private let points: [(number: Double, loss: Double)]

  init(_ curve: Picture.Curve) {
    self.curve = curve
    points = curve.values.enumerated().compactMap { place, loss in
      let number = min(1 + place * curve.interval, curve.count)
      return loss.isFinite ? (Double(number), loss) : nil
    }
  }

  var html: HTML {
    guard let least = points.map(\.loss).min(), let most = points.map(\.loss).max() else {
      return "<p>\(summary)</p>"
    }
    let isLogarithmic = least > 0 && most > 100 * least
    let chart = Chart(
      x: 1...Double(max(2, curve.count)),
      y: isLogarithmic ? least...most : min(0, least)...most,
      isLogarithmic: isLogarithmic,
      xName: "number"
    )
    let path: [HTML] = points.map { "\(chart.x($0.number)),\(chart.y($0.loss))" }
    return HTMLReport.figure(
      Wording.titled(curve.name, of: curve.source)
        + (isLogarithmic ? ", on a logarithmic scale" : ""),
      size: Chart.size,
      "\(chart.grid)<g class=\"drawn\"><polyline points=\"\(path)\"/></g>",
      summary
    )
  }

  private var summary: String {
    let first = NumberFormat.brief(curve.values.first ?? .nan)
    let last = NumberFormat.brief(curve.values.last ?? .nan)
    let least = curve.least.map { ", least \(NumberFormat.brief($0))" } ?? ""
    let broken = curve.firstNotFinite.map { " NaN or infinite from number \($0) on." } ?? ""
    return "First \(first), last \(last)\(least), of \(curve.count) numbers.\(broken)"
  }
}
