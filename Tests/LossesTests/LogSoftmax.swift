import ExerciseTesting
import Grading
import Testing

@testable import Losses

@Suite struct LogSoftmaxGrader: Grader {
  @Test func `losses/log-softmax`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 15,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("C", "number of classes", 5, atLeast: 2),
    ],
    inputs: [.tensor("z", "N", "C")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("six classes", ["C": 6]),
      .edge("scores of ±1000", sizes: ["N": 2]) {
        $0[tensor: "z"] = [[0, 1000, -1000, 999, -1000], [-1000, -999, -1001, -1000, -1002]]
      },
    ],
    student: Implementation(forward: LogSoftmax.forward, backward: LogSoftmax.backward)
  )
}
