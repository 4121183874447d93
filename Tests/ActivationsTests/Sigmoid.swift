import ExerciseTesting
import Grading
import Testing

@testable import Activations

@Suite struct SigmoidGrader: Grader {
  @Test func `activations/sigmoid`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
    inputs: [.tensor("x", "N", "D")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five features", ["D": 5]),
      .edge("inputs up to ±800") { $0[tensor: "x"] = [[-800, -40, -12, 0], [1, 12, 40, 800]] },
    ],
    student: Implementation(forward: Sigmoid.forward, backward: Sigmoid.backward)
  )
}
