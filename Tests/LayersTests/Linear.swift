import ExerciseTesting
import Grading
import Testing

@testable import Layers

@Suite struct LinearGrader: Grader {
  @Test func `layers/linear`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("D", "number of inputs", 4),
      .axis("M", "number of outputs", 2),
    ],
    inputs: [.tensor("x", "N", "D"), .tensor("weight", "D", "M"), .tensor("bias", "M")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("a single output", ["M": 1]),
    ],
    student: Implementation(forward: Linear.forward, backward: Linear.backward)
  )
}
