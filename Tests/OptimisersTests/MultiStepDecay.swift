import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Optimisers

@Suite struct MultiStepDecayGrader: Grader {
  @Test func `optimisers/multi-step-decay`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 5,
    axes: [.axis("E", "number of epochs", 12)],
    inputs: [
      .made("epochs") { sizes, _ in sizes["E"] ?? 0 },
      .setting("initial", in: 0.01...1),
      .made("milestones") { _, random in
        [3, 5 + random.integer(below: 2), 9]
      },
      .setting("factor", in: 0.1...0.9),
    ],
    edges: [
      .edge("milestones in another order") { $0["milestones"] = .integers([8, 2, 5]) },
      .edge("one milestone twice") { $0["milestones"] = .integers([4, 4]) },
      .edge("a milestone at epoch 0") { $0["milestones"] = .integers([0, 6]) },
      .edge("fourteen milestones") {
        $0["milestones"] = .integers([1, 2, 3, 4, 5, 7, 9, 10, 12, 15, 16, 18, 19, 23])
        $0["epochs"] = .integer(25)
      },
      .edge("no milestones") { $0["milestones"] = .integers([]) },
    ],
    student: Implementation(schedule: MultiStepDecay.learningRate)
  )
}
