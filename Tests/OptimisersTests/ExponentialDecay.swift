import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct ExponentialDecayGrader: Grader {
  @Test func `optimisers/exponential-decay`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 5,
    axes: [.axis("E", "number of epochs", 6)],
    inputs: [
      .made("epochs") { sizes, _ in sizes["E"] ?? 0 },
      .setting("initial", in: 0.01...1),
      .setting("factor", in: 0.1...0.9),
    ],
    edges: [
      .edge("a rate of 1 that is halved") {
        $0["initial"] = .number(1)
        $0["factor"] = .number(0.5)
      },
      .edge("a factor of 1, with which the rate stays") { $0["factor"] = .number(1) },
      .edge("forty epochs") { $0["epochs"] = .integer(40) },
    ],
    student: Implementation(schedule: ExponentialDecay.learningRate)
  )
}
