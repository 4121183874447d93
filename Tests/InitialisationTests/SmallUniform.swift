import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Initialisation

@Suite struct SmallUniformGrader: Grader {
  @Test func `initialisation/small-uniform`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .statistics(Spread.uniform { $0.number("limit") }),
    points: 5,
    axes: Spread.axes,
    inputs: [
      .made("shape") { sizes, _ in [sizes["D"] ?? 1, sizes["M"] ?? 1] },
      .setting("limit", in: 0.01...0.2),
    ],
    edges: [
      .edge("a tensor with three axes") {
        $0["shape"] = .integers([15, 12, 25])
        $0["limit"] = .number(0.05)
      }
    ],
    student: Implementation(drawing: SmallUniform.weights)
  )
}
