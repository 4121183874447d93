import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct CosineDecayGrader: Grader {
  @Test func `optimisers/cosine-decay`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    axes: [.axis("E", "number of epochs", 12)],
    inputs: [
      .made("epochs") { sizes, _ in sizes["E"] ?? 0 },
      .setting("initial", in: 0.5...1),
      .setting("final", in: 0.01...0.2),
      .made("period") { _, random in 7 + random.integer(below: 3) },
    ],
    edges: [
      .edge("down to 0") { $0["final"] = .number(0) },
      .edge("a period longer than the training") { $0["period"] = .integer(30) },
      .edge("a period of 1") { $0["period"] = .integer(1) },
    ],
    student: Implementation(schedule: CosineDecay.learningRate)
  )
}
