import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Layers

@Suite struct ParameterCountGrader: Grader {
  @Test func `layers/parameter-count`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 5,
    axes: [.axis("L", "number of layers", 3)],
    inputs: [
      .made("widths") { sizes, random in
        (0...(sizes["L"] ?? 1)).map { _ in 2 + random.integer(below: 8) }
      }
    ],
    edges: [
      .sizes("a single layer", ["L": 1]),
      .sizes("six layers", ["L": 6]),
      .edge("Linear(3, 3), Linear(3, 2), Linear(2, 2)") { $0["widths"] = .integers([3, 3, 2, 2]) },
      .edge("4096 points, 64 hidden units, 2 classes") {
        $0["widths"] = .integers([4_096, 64, 2])
      },
    ],
    student: Implementation(function: ParameterCount.count)
  )
}
