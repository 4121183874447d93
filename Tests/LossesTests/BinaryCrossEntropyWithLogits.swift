import ExerciseTesting
import Grading
import Testing

@testable import Losses

@Suite struct BinaryCrossEntropyWithLogitsGrader: Grader {
  @Test func `losses/binary-cross-entropy-with-logits`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 15,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of questions", 4)],
    inputs: [.tensor("logits", "N", "D"), .answers("target")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five questions", ["D": 5]),
      .edge("soft targets", sizes: ["N": 2]) {
        $0[tensor: "target"] = [[0.1, 0.5, 0.9, 1], [0, 0.25, 0.75, 0.6]]
      },
      .edge("logits of ±1000", sizes: ["N": 2]) {
        $0[tensor: "logits"] = [[1000, -1000, 1000, -1000], [40, -40, 0, 11]]
        $0[tensor: "target"] = [[0, 1, 1, 0], [0, 1, 1, 0]]
      },
    ],
    student: Implementation(
      forward: BinaryCrossEntropyWithLogits.forward,
      backward: BinaryCrossEntropyWithLogits.backward
    )
  )
}
