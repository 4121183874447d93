import ExerciseTesting
import Grading
import Testing

@testable import Layers

@Suite struct ForwardPassGrader: Grader {
  @Test func `layers/forward-pass`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    axes: [
      Axis("N", "batch size", 3, role: .batch), Axis("D", "number of inputs", 4),
      Axis("H", "width of the first layer", 5), Axis("K", "width of the second layer", 2),
      Axis("M", "number of outputs", 6),
    ],
    inputs: [
      .tensor("x", "N", "D"), .weights("weights", "D", "H", "K", "M"),
      .biases("biases", "D", "H", "K", "M"),
    ],
    edges: [.sizes("a batch of one", ["N": 1]), .singleLayer, .twoLayers, .fourLayers],
    student: Implementation(function: ForwardPass.forward)
  )
}
