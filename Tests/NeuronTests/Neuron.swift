import ExerciseTesting
import Grading
import Testing

@testable import Neuron

@Suite struct NeuronGrader: Grader {
  @Test func `neuron/neuron`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("D", "number of inputs", 3)],
    inputs: [
      .tensor("x", "D"), .tensor("weight", "D"),
      .number("bias", among: [-1, -0.5, 0.25, 0.5, 1], differentiated: true),
    ],
    edges: [
      .sizes("a single input", ["D": 1]),
      .edge("a neuron near saturation, z = 6") {
        $0[tensor: "x"] = [2, -1, 0.5]
        $0[tensor: "weight"] = [1.5, -1, 2]
        $0["bias"] = .number(1)
      },
    ],
    student: Implementation(forward: Neuron.forward, backward: Neuron.backward)
  )
}
