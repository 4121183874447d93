import ExerciseTesting
import Grading
import Testing

@testable import Neuron

@Suite struct StackedMapsGrader: Grader {
  @Test func `neuron/stacked-maps`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 5,
    axes: [
      .axis("D", "number of inputs", 3), .axis("H", "size of the hidden layer", 4),
      .axis("M", "number of outputs", 2),
    ],
    inputs: [
      .tensor("firstWeight", "D", "H"), .tensor("firstBias", "H"),
      .tensor("secondWeight", "H", "M"), .tensor("secondBias", "M"),
    ],
    edges: [
      .sizes("square matrices", ["D": 2, "H": 2, "M": 2]),
      .sizes("one number in each layer", ["D": 1, "H": 1, "M": 1]),
    ],
    student: Implementation(function: StackedMaps.combined)
  )
}
