import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Training

@Suite struct GradientCostGrader: Grader {
  @Test func `training/gradient-cost`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    inputs: [
      .made("widths") { _, random in (0..<4).map { _ in 2 + random.integer(below: 9) } },
      .made("batch") { _, random in 2 + random.integer(below: 7) },
    ],
    edges: [
      .edge("a batch of one") { $0["batch"] = .integer(1) },
      .edge("a single layer") { $0["widths"] = .integers([5, 3]) },
      .edge("Linear(3, 3), Linear(3, 2) and Linear(2, 2)") {
        $0["widths"] = .integers([3, 3, 2, 2])
      },
      .edge("the cat and dog network") {
        $0["widths"] = .integers([4_096, 64, 2])
        $0["batch"] = .integer(32)
      },
      .edge("six layers") { $0["widths"] = .integers([9, 8, 7, 6, 5, 4, 3]) },
    ],
    student: Implementation(function: GradientCost.count)
  )
}
