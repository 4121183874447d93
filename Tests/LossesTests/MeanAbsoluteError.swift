import ExerciseTesting
import Grading
import Testing

@testable import Losses

@Suite struct MeanAbsoluteErrorGrader: Grader {
  @Test func `losses/mean-absolute-error`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 5,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of outputs", 4)],
    inputs: [
      .tensor("prediction", "N", "D"), .tensor("target", "N", "D", differentiated: false),
    ],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five outputs", ["D": 5]),
      .edge("some predictions that are exact", sizes: ["N": 2]) {
        $0[tensor: "prediction"] = [[1, -2, 0, 5], [3, 0.5, -1, 2]]
        $0[tensor: "target"] = [[1, -2, 0.5, -5], [3, -0.5, -1, 4]]
      },
    ],
    student: Implementation(
      forward: MeanAbsoluteError.forward,
      backward: MeanAbsoluteError.backward
    )
  )
}
