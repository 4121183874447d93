import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Broadcasting

@Suite struct TransposeGrader: Grader {
  @Test func `broadcasting/transpose`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [
      .axis("A", "size of axis 0", 2), .axis("B", "size of axis 1", 3),
      .axis("C", "size of axis 2", 4),
    ],
    inputs: [
      .tensor("x", "A", "B", "C"),
      .made("axes") { _, random in [[1, 2, 0], [2, 0, 1]][random.integer(below: 2)] },
    ],
    edges: [
      .edge("a matrix") {
        $0[tensor: "x"] = [[1, -2, 0.5], [3, 1.5, -1]]
        $0["axes"] = .integers([1, 0])
      },
      .edge("the last two axes exchanged") { $0["axes"] = .integers([0, 2, 1]) },
      .edge("axis 0 moved to the end") { $0["axes"] = .integers([1, 2, 0]) },
      .edge("four axes") {
        $0[tensor: "x"] = try Tensor(shape: [2, 3, 1, 2], (0..<12).map { Double($0 * 5 % 12) - 4 })
        $0["axes"] = .integers([1, 2, 3, 0])
      },
      .edge("five axes") {
        $0[tensor: "x"] = try Tensor(
          shape: [2, 1, 3, 1, 2],
          (0..<12).map { Double($0 * 7 % 12) - 5 }
        )
        $0["axes"] = .integers([4, 0, 2, 1, 3])
      },
      .edge("a cube", sizes: ["A": 3, "B": 3, "C": 3]) { $0["axes"] = .integers([2, 0, 1]) },
    ],
    student: Implementation(forward: Transpose.forward, backward: Transpose.backward)
  )
}
