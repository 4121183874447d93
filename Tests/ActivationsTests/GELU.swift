import ExerciseTesting
import Grading
import Testing

@testable import Activations

@Suite struct GELUGrader: Grader {
  @Test func `activations/gelu`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 15,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
    inputs: [.tensor("x", "N", "D")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five features", ["D": 5]),
      .edge("inputs up to ±40") { $0[tensor: "x"] = [[-40, -5, -1, 0], [1, 3, 5, 40]] },
    ],
    student: Implementation(forward: GELU.forward, backward: GELU.backward)
  )
}
