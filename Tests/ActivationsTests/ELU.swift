import ExerciseTesting
import Grading
import Testing

@testable import Activations

@Suite struct ELUGrader: Grader {
  @Test func `activations/elu`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
    inputs: [.tensor("x", "N", "D"), .setting("alpha", in: 1.2...2)],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five features", ["D": 5]),
      .edge("zeros among the inputs, α = 0.5") {
        $0[tensor: "x"] = [[0, -1, 2, 0], [3, 0, -0.5, 1]]
        $0["alpha"] = .number(0.5)
      },
      .edge("inputs up to ±800") { $0[tensor: "x"] = [[-800, -40, -12, 0], [1, 12, 40, 800]] },
    ],
    student: Implementation(forward: ELU.forward, backward: ELU.backward)
  )
}
