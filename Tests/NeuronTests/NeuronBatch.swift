import ExerciseTesting
import Grading
import Testing

@testable import Neuron

@Suite struct NeuronBatchGrader: Grader {
  @Test func `neuron/neuron-batch`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("D", "number of inputs", 2),
    ],
    inputs: [
      .tensor("x", "N", "D"), .tensor("weight", "D"),
      .number("bias", among: [-1, -0.5, 0.25, 0.5, 1], differentiated: true),
    ],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("a single input", ["D": 1]),
      .edge("the same example twice", sizes: ["N": 2, "D": 2]) {
        $0[tensor: "x"] = [[1, 2], [1, 2]]
        $0[tensor: "weight"] = [0.5, -1]
        $0["bias"] = .number(1)
      },
    ],
    student: Implementation(forward: NeuronBatch.forward, backward: NeuronBatch.backward)
  )
}
