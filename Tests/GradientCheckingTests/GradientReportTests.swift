import Foundation
import GradientChecking
import Tensors
import Testing

@Suite("Gradient report")
struct GradientReportTests {
  /// y = x·W + b with whole numbers, so that every printed digit can be worked out by hand.
  func report(curves: Int = 0) throws -> GradientReport {
    try checkGradient(
      of: Linear.forward,
      backward: { upstream, x, weight, bias in
        var gradients = try Linear.backward(upstream, x, weight: weight, bias: bias)
        gradients.bias = gradients.bias / 3  // wrong on purpose: a mean instead of a sum
        gradients.weight[1, 2] = .nan  // wrong on purpose
        return gradients
      },
      at: [[1, 2], [3, -1], [0, 1]] as Tensor,
      [[1, 0, 2, -1], [1, 1, 0, 2]] as Tensor,
      [1, 2, 3, 4] as Tensor,
      names: ["x", "weight", "bias"],
      options: GradientCheckOptions(mode: .full, curves: curves)
    )
  }

  @Test("the text lists the worst coordinates, the classes and a map of what is wrong")
  func text() throws {
    let text = """
      ✘ gradient check: 5 of 18 coordinates are wrong
        weight[1, 2]  analytic NaN         numeric 3.766012 ± 3.8e-15    not finite
        bias[0]       analytic 1.135222    numeric 3.405665 ± 1.1e-13    off by 66.7 %
        bias[1]       analytic -0.1500079  numeric -0.4500236 ± 2.6e-14  off by 66.7 %
        weight [2, 4]
          · · · ·
          · · N ·
        bias [4]
          # # # #
        · right   # off by more   N not finite
        classes: pass 13, fail 4, not finite 1
        certified: 13 of 18 coordinates, each to 2.0e-08 of its own size
        464 evaluations, seed 1, double precision
      """
    #expect(try report().text(worst: 3, showsTime: false) == text)
  }

  @Test("a curve falls with the step and rises again, or stays on the plateau of the error")
  func curve() throws {
    func errors(claimed factor: Double) throws -> [Double] {
      let report = try checkGradient(
        of: { (x: Double) in sin(x) },
        gradient: { x in factor * cos(x) },
        at: 1,
        options: GradientCheckOptions(curves: 1)
      )
      let curve = try #require(report.curves.first)
      #expect(curve.text().split(separator: "\n").count == curve.points.count + 1)
      return curve.points.map { abs($0.difference - curve.analytic) }
    }
    let right = try errors(claimed: 1)
    let best = try #require(right.min())
    #expect(best < 1e-10)
    #expect(right[0] > 1e3 * best)
    #expect(right[27] > 1e3 * best)
    // sin 1 · h²/6 falls by four where truncation dominates.
    #expect((3.9...4.1).contains(right[2] / right[3]))

    let wrong = try errors(claimed: 1.01)
    #expect(wrong.allSatisfy { $0 > 1e-4 })
    #expect(abs(wrong[20] - 0.01 * cos(1)) < 1e-6)
  }

  @Test("a passing text says what was certified and how finely")
  func passing() throws {
    let (x, weight, bias) = try Linear.inputs()
    func text(_ mode: GradientCheckOptions.Mode) throws -> [Substring] {
      try checkGradient(
        of: Linear.forward,
        backward: Linear.backward,
        at: x,
        weight,
        bias,
        options: GradientCheckOptions(mode: mode)
      ).text(showsTime: false).split(separator: "\n")
    }
    let automatic = try text(.automatic)
    #expect(automatic.first == "✔ gradient check: 332 coordinates certified")
    #expect(automatic[1].hasPrefix("  certified: every coordinate to "))
    #expect(
      automatic[1].hasSuffix(
        " of the 332 looked at along directions is missed with probability 4.0e-09"
      )
    )
    #expect(automatic.last == "  12 evaluations, seed 1, double precision")
    let full = try text(.full)
    #expect(full.first == "✔ gradient check: 332 coordinates certified one by one")
    #expect(full[1] == "  classes: pass 332")
  }

  @Test("the report survives JSON, NaN included")
  func coding() throws {
    let report = try report(curves: 2)
    let data = try JSONEncoder().encode(report)
    let decoded = try JSONDecoder().decode(GradientReport.self, from: data)
    #expect(decoded.text() == report.text())
    #expect(decoded.counts == ["pass": 13, "fail": 4, "not finite": 1])
    #expect(decoded.coordinates.filter { $0.analytic.isNaN }.map(\.index) == [12])
    #expect(decoded.curves.count == 2)
  }
}
