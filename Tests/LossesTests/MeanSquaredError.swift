import ExerciseTesting
import Grading
import Testing

@testable import Losses

@Suite struct MeanSquaredErrorGrader: Grader {
  @Test func `losses/mean-squared-error`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of outputs", 4)],
    inputs: [
      .tensor("prediction", "N", "D"), .tensor("target", "N", "D", differentiated: false),
    ],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five outputs", ["D": 5]),
      .sizes("a single number", ["N": 1, "D": 1]),
      .edge("predictions that are exact, and one that is far off", sizes: ["N": 2]) {
        $0[tensor: "prediction"] = [[1, -2, 0, 500], [3, 0.5, -1, 2]]
        $0[tensor: "target"] = [[1, -2, 0.5, -500], [3, -0.5, -1, 4]]
      },
    ],
    student: Implementation(forward: MeanSquaredError.forward, backward: MeanSquaredError.backward)
  )
}
