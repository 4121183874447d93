import ExerciseTesting
import Grading
import Testing

@testable import Losses

@Suite struct BinaryCrossEntropyGrader: Grader {
  @Test func `losses/binary-cross-entropy`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of questions", 4)],
    inputs: [.tensor("probability", "N", "D", drawn: .uniform(0.05...0.95)), .answers("target")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five questions", ["D": 5]),
      .edge("soft targets", sizes: ["N": 2]) {
        $0[tensor: "target"] = [[0.1, 0.5, 0.9, 1], [0, 0.25, 0.75, 0.6]]
      },
      // No logarithm is below −100, so the loss is flat up to e^−100: the slope of the formula is a convention.
      .edge("sure and wrong answers", sizes: ["N": 2], gradientIsConvention: true) {
        $0[tensor: "probability"] = [[0, 1, 0.3, 0.8], [0.6, 0.9, 0, 0]]
        $0[tensor: "target"] = [[1, 0, 1, 1], [0, 1, 0, 0.5]]
      },
    ],
    student: Implementation(
      forward: BinaryCrossEntropy.forward,
      backward: BinaryCrossEntropy.backward
    )
  )
}
