import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import FirstNetwork

@Suite struct TrainingLoopGrader: Grader {
  @Test func `first-network/training-loop`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 15,
    axes: [
      .axis("N", "number of examples", 7), .axis("D", "number of features", 5),
      .axis("H", "number of hidden units", 16), .axis("C", "number of classes", 2, atLeast: 2),
    ],
    inputs: [
      .tensor("x", "N", "D"),
      .labels("labels", "N", below: "C"),
      .tensor("weight1", "D", "H", drawn: .uniform(-0.5...0.5)),
      .tensor("bias1", "H", drawn: .uniform(-0.5...0.5)),
      .tensor("weight2", "H", "C", drawn: .uniform(-0.5...0.5)),
      .tensor("bias2", "C", drawn: .uniform(-0.5...0.5)),
      .made("batchSize") { _, _ in 3 },
      .setting("learningRate", in: 0.05...0.3),
      .made("epochs") { _, _ in 2 },
    ],
    edges: [
      .edge("one example a batch") { $0["batchSize"] = .integer(1) },
      .edge("the whole set in one batch") { $0["batchSize"] = .integer(7) },
      .edge("a batch larger than the set") { $0["batchSize"] = .integer(10) },
      .edge("a single epoch with ten examples", sizes: ["N": 10]) { $0["epochs"] = .integer(1) },
      .edge("a rate of 0") { $0["learningRate"] = .number(0) },
      .edge("scores so large that e^s overflows") {
        $0[tensor: "weight2"] = 2_000 * $0[tensor: "weight2"]
        $0["epochs"] = .integer(1)
      },
    ],
    shows: [
      .curve(of: "losses", source: "40 epochs on the arguments of random probe 1") {
        $0["epochs"] = .integer(40)
      }
    ],
    student: Implementation(function: TrainingLoop.train)
  )
}
