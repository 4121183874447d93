import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct MiniBatchesGrader: Grader {
  @Test func `optimisers/mini-batches`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .trajectory(steps: 2),
    points: 15,
    axes: [.axis("N", "number of examples", 70), .axis("D", "number of features", 3)],
    inputs: [
      .tensor("weight", "D", "1"),
      .tensor("x", "N", "D"),
      .tensor("target", "N", "1"),
      .made("order") { sizes, random in random.permutation(sizes["N"] ?? 0) }.redrawnEachStep,
      .made("batchSize") { _, _ in 32 },
      .setting("learningRate", in: 0.01...0.1),
    ],
    edges: [
      .edge("the whole set in one batch") { $0["batchSize"] = .integer(70) },
      .edge("one example a batch") { $0["batchSize"] = .integer(1) },
      .edge("a batch larger than the set") { $0["batchSize"] = .integer(100) },
      .edge("a smaller set, and batches that fill it", sizes: ["N": 42, "D": 2]) {
        $0["batchSize"] = .integer(14)
      },
      .edge("a last batch of one") { $0["batchSize"] = .integer(23) },
    ],
    student: Implementation(function: MiniBatches.epoch)
  )
}
