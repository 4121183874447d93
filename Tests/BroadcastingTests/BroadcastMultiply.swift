import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Broadcasting

@Suite struct BroadcastMultiplyGrader: Grader {
  @Test func `broadcasting/broadcast-multiply`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 15,
    axes: [.axis("N", "number of rows", 3), .axis("D", "number of columns", 4)],
    inputs: [.tensor("x", "N", "D"), .tensor("y", "D")],
    edges: [
      .edge("equal shapes") {
        $0[tensor: "x"] = [[1, -2, 0.5], [3, 1.5, -1]]
        $0[tensor: "y"] = [[2, 0.5, -3], [-1, 4, 1]]
      },
      .edge("y with one column") { $0[tensor: "y"] = [[2], [-1], [0.5]] },
      .edge("both stretched") {
        $0[tensor: "x"] = [[1], [-2], [0.5]]
        $0[tensor: "y"] = [[3, -1, 2, 0.5]]
      },
      .edge("a vector for x and a matrix for y") {
        $0[tensor: "x"] = [1, -2, 0.5]
        $0[tensor: "y"] = [[2, 0.5, -3], [-1, 4, 1]]
      },
      .edge("a single number for y") { $0[tensor: "y"] = Tensor(2.5) },
      .edge("three axes") {
        $0[tensor: "x"] = [[[1, -2], [0.5, 3], [-1, 2]], [[4, 1], [-0.5, -3], [2, 1.5]]]
        $0[tensor: "y"] = [[3], [-1], [0.5]]
      },
      .edge("y stretched along two axes of size 1") {
        $0[tensor: "x"] = [[[1, -2], [0.5, 3], [-1, 2]], [[4, 1], [-0.5, -3], [2, 1.5]]]
        $0[tensor: "y"] = [[[3], [-1], [0.5]]]
      },
      .edge("x stretched along two axes of size 1") {
        $0[tensor: "x"] = [[[3]], [[-1]]]
        $0[tensor: "y"] = [[[1, -2], [0.5, 3], [-1, 2]], [[4, 1], [-0.5, -3], [2, 1.5]]]
      },
    ],
    student: Implementation(
      forward: BroadcastMultiply.forward,
      backward: BroadcastMultiply.backward
    )
  )
}
