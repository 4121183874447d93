import ExerciseTesting
import Grading
import Testing

@testable import Losses

@Suite struct HuberGrader: Grader {
  @Test func `losses/huber`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of outputs", 4)],
    inputs: [
      .tensor("prediction", "N", "D"), .tensor("target", "N", "D", differentiated: false),
      .setting("delta", in: 0.3...0.9),
    ],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five outputs", ["D": 5]),
      .edge("errors of 0, of exactly ±δ, and an outlier", sizes: ["N": 2]) {
        $0[tensor: "prediction"] = [[2, -3, 0, 500], [3, 0.25, -1, 2]]
        $0[tensor: "target"] = [[0, -1, 0, -500], [7, 0, -1.5, 3.5]]
        $0["delta"] = .number(2)
      },
    ],
    student: Implementation(forward: Huber.forward, backward: Huber.backward)
  )
}
