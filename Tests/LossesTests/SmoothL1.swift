import ExerciseTesting
import Grading
import Testing

@testable import Losses

@Suite struct SmoothL1Grader: Grader {
  @Test func `losses/smooth-l1`() async throws { try await grade(Self.self) }

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
      .edge("errors of 0, of exactly ±1, and large ones", sizes: ["N": 2]) {
        $0[tensor: "prediction"] = [[1, -2, 0, 500], [3, 0.25, -1, 2]]
        $0[tensor: "target"] = [[0, -1, 0, -500], [7, 0, -1.5, 2.5]]
      },
    ],
    student: Implementation(forward: SmoothL1.forward, backward: SmoothL1.backward)
  )
}
