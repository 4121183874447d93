import ExerciseTesting
import Grading
import Testing

@testable import Activations

@Suite struct ReLUGrader: Grader {
  @Test func `activations/relu`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
    inputs: [.tensor("x", "N", "D")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five features", ["D": 5]),
      .edge("zeros among the inputs") { $0[tensor: "x"] = [[0, -1, 2, 0], [3, 0, -0.5, 1]] },
    ],
    student: Implementation(forward: ReLU.forward, backward: ReLU.backward)
  )
}
