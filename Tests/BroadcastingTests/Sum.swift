import ExerciseTesting
import Grading
import Testing

@testable import Broadcasting

@Suite struct SumGrader: Grader {
  @Test func `broadcasting/sum`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 5,
    axes: [
      .axis("A", "size of axis 0", 2), .axis("B", "size of axis 1", 3),
      .axis("C", "size of axis 2", 4),
    ],
    inputs: [
      .tensor("x", "A", "B", "C"),
      .made("axis") { _, random in random.integer(below: 3) },
    ],
    edges: [
      .edge("axis 0") { $0["axis"] = .integer(0) },
      .edge("axis 1") { $0["axis"] = .integer(1) },
      .edge("axis 2") { $0["axis"] = .integer(2) },
      .edge("a cube, axis 1", sizes: ["A": 3, "B": 3, "C": 3]) { $0["axis"] = .integer(1) },
      .edge("axis 2 beside one of size 1", sizes: ["A": 1]) { $0["axis"] = .integer(2) },
      .edge("a vector, whose sum is a number") {
        $0[tensor: "x"] = [1, -2, 0.5, 3]
        $0["axis"] = .integer(0)
      },
    ],
    student: Implementation(forward: Sum.forward, backward: Sum.backward)
  )
}
