import ExerciseTesting
import Grading
import Testing

@testable import Broadcasting

@Suite struct MatrixProductGrader: Grader {
  @Test func `broadcasting/matrix-product`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [
      .axis("N", "rows of the left factor", 3), .axis("K", "size of the inner axis", 4),
      .axis("M", "columns of the right factor", 2),
    ],
    inputs: [.tensor("a", "N", "K"), .tensor("b", "K", "M")],
    edges: [
      .sizes("square matrices", ["N": 2, "K": 2, "M": 2]),
      .sizes("a row times a matrix", ["N": 1]),
      .sizes("a matrix times a column", ["M": 1]),
    ],
    student: Implementation(forward: MatrixProduct.forward, backward: MatrixProduct.backward)
  )
}
