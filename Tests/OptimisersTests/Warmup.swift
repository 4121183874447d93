import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct WarmupGrader: Grader {
  @Test func `optimisers/warmup`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 5,
    axes: [.axis("E", "number of epochs", 12)],
    inputs: [
      .made("epochs") { sizes, _ in sizes["E"] ?? 0 },
      .setting("target", in: 0.1...1),
      .made("length") { _, random in 4 + random.integer(below: 4) },
      .setting("start", in: 0.05...0.5),
    ],
    edges: [
      .edge("from 0") { $0["start"] = .number(0) },
      .edge("a start at the full rate") { $0["start"] = .number(1) },
      .edge("longer than the training") { $0["length"] = .integer(40) },
      .edge("a length of 1") { $0["length"] = .integer(1) },
    ],
    student: Implementation(schedule: Warmup.learningRate)
  )
}
