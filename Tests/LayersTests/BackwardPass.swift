import ExerciseTesting
import Grading
import Testing

@testable import Layers

@Suite struct BackwardPassGrader: Grader {
  @Test func `layers/backward-pass`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 15,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("D", "number of inputs", 4),
      .axis("H", "width of the first layer", 5), .axis("K", "width of the second layer", 2),
      .axis("M", "number of outputs", 6),
    ],
    inputs: [
      .tensor("x", "N", "D"), .weights("weights", "D", "H", "K", "M", differentiated: true),
      .biases("biases", "D", "H", "K", "M", differentiated: true),
    ],
    edges: [
      .sizes("a batch of one", ["N": 1]), .singleLayer, .twoLayers, .fourLayers, .fiveLayers,
    ],
    forwardIsGiven: true,
    student: Implementation(forward: BackwardPass.forward, backward: BackwardPass.backward)
  )
}
