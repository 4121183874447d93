import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct BatchNoiseGrader: Grader {
  @Test func `optimisers/batch-noise`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    axes: [.axis("N", "number of examples", 20), .axis("D", "number of features", 3)],
    inputs: [
      .tensor("weight", "D", "1"),
      .tensor("x", "N", "D"),
      .tensor("target", "N", "1"),
      .made("order") { sizes, random in random.permutation(sizes["N"] ?? 0) },
      .made("batchSizes") { sizes, _ in [1, 8, sizes["N"] ?? 1] },
    ],
    edges: [
      .edge("batches that fill the set", sizes: ["N": 12]) {
        $0["batchSizes"] = .integers([3, 6])
      },
      .edge("nine batch sizes", sizes: ["N": 9]) {
        $0["batchSizes"] = .integers([1, 2, 3, 4, 5, 6, 7, 8, 9])
      },
      .edge("a last batch of one", sizes: ["N": 10]) { $0["batchSizes"] = .integers([9, 3]) },
      .edge("a batch larger than the set", sizes: ["N": 6]) {
        $0["batchSizes"] = .integers([4, 100])
      },
      .edge("one feature, and a good weight", sizes: ["N": 4, "D": 1]) {
        $0[tensor: "x"] = [[1], [1], [1], [1]]
        $0[tensor: "target"] = [[1], [3], [5], [7]]
        $0[tensor: "weight"] = [[4]]
        $0["batchSizes"] = .integers([1, 2, 4])
      },
    ],
    student: Implementation(function: BatchNoise.noise)
  )
}
