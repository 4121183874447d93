import ExerciseTesting
import Grading
import Testing

@testable import Activations

@Suite struct LeakyReLUGrader: Grader {
  @Test func `activations/leaky-relu`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
    inputs: [.tensor("x", "N", "D"), .setting("slope", in: 0.05...0.4)],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("five features", ["D": 5]),
      .edge("zeros among the inputs") { $0[tensor: "x"] = [[0, -1, 2, 0], [3, 0, -0.5, 1]] },
      .edge("a slope of 0.01") { $0["slope"] = .number(0.01) },
      .edge("a slope of 1: the identity") { $0["slope"] = .number(1) },
      .edge("a slope of 0: ReLU") { $0["slope"] = .number(0) },
    ],
    student: Implementation(forward: LeakyReLU.forward, backward: LeakyReLU.backward)
  )
}
