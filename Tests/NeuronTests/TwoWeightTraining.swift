import ExerciseTesting
import Grading
import Testing

@testable import Neuron

@Suite struct TwoWeightTrainingGrader: Grader {
  @Test func `neuron/two-weight-training`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    inputs: [
      .number("x", among: [-2, -1, 0.5, 1.5, 2]),
      .number("target", among: [0.1, 0.2, 0.8, 0.9]),
      .number("w1", among: [-1, -0.5, 0.8, 1.5]),
      .number("w2", among: [-0.9, -0.5, 0.6, 1]),
      .number("learningRate", among: [0.1, 0.5, 1]),
      .made("rounds") { _, random in 3 + random.integer(below: 3) },
    ],
    edges: [
      .edge("the published numbers, 1000 rounds") {
        $0["x"] = .number(0.5)
        $0["target"] = .number(0.9)
        $0["w1"] = .number(0.8)
        $0["w2"] = .number(0.6)
        $0["learningRate"] = .number(0.1)
        $0["rounds"] = .integer(1_000)
      },
      .edge("a target below the output, 200 rounds") {
        $0["x"] = .number(2)
        $0["target"] = .number(0.1)
        $0["w1"] = .number(-0.5)
        $0["w2"] = .number(1)
        $0["rounds"] = .integer(200)
      },
      .edge("a single round") { $0["rounds"] = .integer(1) },
      .edge("a rate of 0") { $0["learningRate"] = .number(0) },
    ],
    student: Implementation(function: TwoWeightTraining.train)
  )
}
