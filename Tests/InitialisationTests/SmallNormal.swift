import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Initialisation

@Suite struct SmallNormalGrader: Grader {
  @Test func `initialisation/small-normal`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .statistics(Spread.normal { $0.number("deviation") }),
    points: 5,
    axes: Spread.axes,
    inputs: [
      .made("shape") { sizes, _ in [sizes["D"] ?? 1, sizes["M"] ?? 1] },
      .setting("deviation", in: 0.005...0.1),
    ],
    edges: [
      .edge("a tensor with three axes") {
        $0["shape"] = .integers([15, 12, 25])
        $0["deviation"] = .number(0.01)
      }
    ],
    student: Implementation(drawing: SmallNormal.weights)
  )
}
