import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Losses

@Suite struct CrossEntropyGrader: Grader {
  @Test func `losses/cross-entropy`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("C", "number of classes", 5, atLeast: 2),
    ],
    inputs: [.tensor("logits", "N", "C"), .labels("labels", "N", below: "C")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("six classes", ["C": 6]),
      .edge("logits of ±1000", sizes: ["N": 2]) {
        $0[tensor: "logits"] = [[0, 1000, -1000, 999, -1000], [-1000, -999, -1001, -1000, -1002]]
        $0["labels"] = .integers([2, 0])
      },
      .edge("logits of ±1000, and right predictions", sizes: ["N": 2]) {
        $0[tensor: "logits"] = [[0, 1000, -1000, 999, -1000], [-1000, -999, -1001, -1000, -1002]]
        $0["labels"] = .integers([1, 1])
      },
    ],
    student: Implementation(forward: CrossEntropy.forward, backward: CrossEntropy.backward)
  )
}
