import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct StepDecayGrader: Grader {
  @Test func `optimisers/step-decay`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 5,
    axes: [.axis("E", "number of epochs", 12)],
    inputs: [
      .made("epochs") { sizes, _ in sizes["E"] ?? 0 },
      .setting("initial", in: 0.01...1),
      .made("interval") { _, random in 2 + random.integer(below: 3) },
      .setting("factor", in: 0.1...0.9),
    ],
    edges: [
      .edge("an interval of 1: exponential decay") { $0["interval"] = .integer(1) },
      .edge("an interval longer than the training") { $0["interval"] = .integer(50) },
    ],
    student: Implementation(schedule: StepDecay.learningRate)
  )
}
