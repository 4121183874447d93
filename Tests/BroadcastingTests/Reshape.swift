import ExerciseTesting
import Grading
import Testing

@testable import Broadcasting

@Suite struct ReshapeGrader: Grader {
  @Test func `broadcasting/reshape`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 5,
    axes: [.axis("A", "number of rows", 2), .axis("B", "number of columns", 6)],
    inputs: [
      .tensor("x", "A", "B"),
      .made("shape") { sizes, random in
        let (rows, columns) = (sizes["A"] ?? 1, sizes["B"] ?? 1)
        let shapes = [[columns, rows], [rows * columns], [columns, 1, rows]]
        return shapes[random.integer(below: shapes.count)]
      },
    ],
    edges: [
      .edge("[2, 6] as [6, 2]") { $0["shape"] = .integers([6, 2]) },
      .edge("[2, 6] as [12]") { $0["shape"] = .integers([12]) },
      .edge("[2, 6] as [3, 2, 2]") { $0["shape"] = .integers([3, 2, 2]) },
      .edge("[2, 6] as [1, 3, 2, 1, 2]") { $0["shape"] = .integers([1, 3, 2, 1, 2]) },
      .edge("[2, 2, 3] as [4, 3]") {
        $0[tensor: "x"] = [[[1, -2, 0.5], [3, 1.5, -1]], [[2, 4, -3], [0.25, 5, -0.5]]]
        $0["shape"] = .integers([4, 3])
      },
    ],
    student: Implementation(forward: Reshape.forward, backward: Reshape.backward)
  )
}
