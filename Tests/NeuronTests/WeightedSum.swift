import ExerciseTesting
import Grading
import Testing

@testable import Neuron

@Suite struct WeightedSumGrader: Grader {
  @Test func `neuron/weighted-sum`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 5,
    axes: [.axis("D", "number of inputs", 3)],
    inputs: [
      .tensor("x", "D"), .tensor("weight", "D"),
      .number("bias", among: [-2, -1, 0.5, 1.5, 3], differentiated: true),
    ],
    edges: [.sizes("a single input", ["D": 1]), .sizes("five inputs", ["D": 5])],
    student: Implementation(forward: WeightedSum.forward, backward: WeightedSum.backward)
  )
}
