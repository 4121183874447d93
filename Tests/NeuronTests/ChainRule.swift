import ExerciseTesting
import Grading
import Testing

@testable import Neuron

@Suite struct ChainRuleGrader: Grader {
  @Test func `neuron/chain-rule`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    inputs: [
      .number("x", among: [-2, -1.5, 0.5, 2, 3], differentiated: true),
      .number("y", among: [-3, -2.5, 1.5, 4, 5], differentiated: true),
    ],
    edges: [
      .edge("x = 2, y = 3") {
        $0["x"] = .number(2)
        $0["y"] = .number(3)
      },
      .edge("x = -1.5, y = 0.25") {
        $0["x"] = .number(-1.5)
        $0["y"] = .number(0.25)
      },
      .edge("x = 2, y = 0") {
        $0["x"] = .number(2)
        $0["y"] = .number(0)
      },
    ],
    student: Implementation(forward: ChainRule.forward, backward: ChainRule.backward)
  )
}
