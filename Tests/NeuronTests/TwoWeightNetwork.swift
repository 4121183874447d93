import ExerciseTesting
import Grading
import Testing

@testable import Neuron

@Suite struct TwoWeightNetworkGrader: Grader {
  @Test func `neuron/two-weight-network`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    inputs: [
      .number("x", among: [-2, -1, 0.5, 1.5, 3]),
      .number("target", among: [0.1, 0.2, 0.8, 0.9]),
      .number("w1", among: [-1.2, -0.4, 0.8, 1.5], differentiated: true),
      .number("w2", among: [-0.9, -0.5, 0.6, 1.1], differentiated: true),
    ],
    edges: [
      .edge("the published numbers") {
        $0["x"] = .number(0.5)
        $0["target"] = .number(0.9)
        $0["w1"] = .number(0.8)
        $0["w2"] = .number(0.6)
      },
      .edge("a target below the output") {
        $0["x"] = .number(2)
        $0["target"] = .number(0.1)
        $0["w1"] = .number(-0.7)
        $0["w2"] = .number(1.2)
      },
    ],
    forwardIsGiven: true,
    student: Implementation(forward: TwoWeightNetwork.forward, backward: TwoWeightNetwork.backward)
  )
}
