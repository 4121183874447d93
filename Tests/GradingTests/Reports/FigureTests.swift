import Foundation
import GradientChecking
import Tensors
import Testing

@testable import Grading
@testable import GradingReports
import GradingReports

@Suite("Heat maps")
struct HeatMapFigureTests {
  @Test(
    "an entry is marked by side and size",
    arguments: [
      (2.0, 2.0, "right"), (2.0005, 2, "too large by less than 0.1 %"),
      (1.9, 2, "too small by less than 10 %"), (4, 2, "too large by 10 % or more"),
      (-2, 2, "with the wrong sign"), (-1, -2, "too small by 10 % or more"),
      (.nan, 2, "not finite"), (.nan, .nan, "right"),
      (.infinity, .infinity, "right"), (-.infinity, .infinity, "not finite"),
    ]
  )
  func mark(yours: Double, right: Double, meaning: String) {
    #expect(EntryMark(yours, right, allowed: 1e-9).meaning == meaning)
  }

  private func difference(_ shape: [Int], _ change: (inout Tensor) throws -> Void) throws
    -> Difference
  {
    var yours = try Tensor.ones(shape)
    try change(&yours)
    return Difference(
      place: "a probe",
      yours: .tensor(yours),
      reference: .tensor(try .ones(shape)),
      agreesWithNumeric: false,
      count: 1,
      worst: shape.map { $0 - 1 }
    )
  }

  @Test("a larger result is drawn, with its content in words")
  func map() throws {
    let figure = HeatMapFigure(
      try difference([3, 10]) {
        $0[1, 2] = 5
        $0[2, 9] = .nan
      }
    )
    let text = figure.html.text
    #expect(text.components(separatedBy: "<rect").count - 1 == 30)
    #expect(text.contains("Wrong entries: 2 of 30"))
    #expect(text.contains("<desc>28 right, 1 too large by 10 % or more, 1 not finite.</desc>"))
    // Row 1, column 2, in squares of 20.
    #expect(text.contains("<rect class=\"above3\" x=\"41\" y=\"21\""))
  }

  @Test("a square of a very large result shows the worst of several entries")
  func reduced() throws {
    let figure = HeatMapFigure(try difference([50, 100]) { $0[49, 99] = 9 })
    let text = figure.html.text
    // 50 rows by threes, 100 columns by fours.
    #expect(text.components(separatedBy: "<rect").count - 1 == 17 * 25)
    #expect(text.components(separatedBy: "class=\"above3\"").count - 1 == 2)
    #expect(text.contains("3 × 4 entries"))
  }

  @Test("a single number is drawn, and an empty result is not")
  func degenerate() throws {
    let number = Difference(
      place: "a probe",
      yours: .number(2),
      reference: .number(1),
      agreesWithNumeric: false,
      count: 1,
      worst: []
    )
    #expect(HeatMapFigure(number).html.text.contains(">2</td>"))
    #expect(HeatMapFigure(yours: .tensor(try .zeros([0, 3]))).html.text.isEmpty)
    #expect(
      HeatMapFigure(yours: .tensor(Tensor([Double.nan, 1]))).html.text.contains("class=\"broken\"")
    )
  }
}

@Suite("The error at every step")
struct StepCurveFigureTests {
  /// x³ at 1.3, where the slope is 5.07 and the central difference 5.07 + h².
  private func curve(claimed: Double) throws -> StepCurve {
    try StepCurve(
      of: { [$0[0] * $0[0] * $0[0]] },
      at: [1.3],
      upstream: [1],
      coordinate: 0,
      analytic: claimed,
      steps: [1e-1, 1e-2, 1e-6, 1e-12]
    )
  }

  @Test("the error falls with h² and rises again; for a wrong slope it stays")
  func curve() throws {
    let right = try curve(claimed: 5.07)
    let errors = right.points.map { ($0.difference - 5.07).magnitude }
    #expect((errors[0] - 1e-2).magnitude < 1e-9 && (errors[1] - 1e-4).magnitude < 1e-9)
    #expect(errors[2] < 1e-9 && errors[3] > 1e-6)
    let text = StepCurveFigure(try curve(claimed: 5.57), measured: 5.07, entry: [0]).summary
    #expect(text.hasPrefix("Against your value the error never falls below 0.49; against"))
    #expect(text.hasSuffix("at h = 1e-6."))
    #expect(
      StepCurveFigure(right, measured: 5.07, entry: []).summary.hasPrefix("Your value is a slope")
    )
  }

  @Test("errors that are not finite are left out; when none is left, so is the figure")
  func notFinite() throws {
    let curve = try StepCurve(
      of: { [$0[0] == 1 ? 1 : .nan] },
      at: [1],
      upstream: [1],
      coordinate: 0,
      analytic: 3,
      steps: [1e-1, 1e-2]
    )
    #expect(StepCurveFigure(curve, measured: 3, entry: []).html.text.isEmpty)
    #expect(
      !StepCurveFigure(try self.curve(claimed: .nan), measured: 3, entry: []).html.text.isEmpty
    )
  }

  @Test("a wrong gradient has its curve; an old verdict without one can be read")
  func recorded() throws {
    let judgement = try Square.judged(
      Square.implementation(backward: { try $0 * $1 })  // wrong on purpose
    )
    let difference = try #require(
      judgement.findings.lazy.compactMap { finding -> Difference? in
        if case .differs(let difference) = finding { difference } else { nil }
      }.first
    )
    let curve = try #require(difference.curve)
    #expect(curve.points.count == 23)
    let at = offset(of: difference.worst, in: [2, 3])
    #expect(curve.index == at && curve.analytic == difference.yours.scalars[at])
    let slope = difference.reference.scalars[at]
    #expect(curve.points.contains { ($0.difference - slope).magnitude < 1e-9 })

    let data = try JSONEncoder().encode(difference)
    #expect(try JSONDecoder().decode(Difference.self, from: data) == difference)
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    object["curve"] = nil
    let old = try JSONSerialization.data(withJSONObject: object)
    #expect(try JSONDecoder().decode(Difference.self, from: old).curve == nil)
  }
}
