import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Losses

@Suite struct MulticlassHingeGrader: Grader {
  @Test func `losses/multiclass-hinge`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 15,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("C", "number of classes", 5, atLeast: 2),
    ],
    inputs: [.tensor("scores", "N", "C"), .labels("labels", "N", below: "C")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("six classes", ["C": 6]),
      .edge("margins that are met exactly", sizes: ["N": 2]) {
        $0[tensor: "scores"] = [[1, 2, 0, 1.5, -3], [0.5, -0.5, 3, -4, 1.5]]
        $0["labels"] = .integers([1, 4])
      },
      .edge("classes level with the true one", sizes: ["N": 2]) {
        $0[tensor: "scores"] = [[0, 0, 0, 0, 0], [2, 2, -1, 1.5, 2]]
        $0["labels"] = .integers([3, 0])
      },
      .edge("a row that is all right", sizes: ["N": 2]) {
        $0[tensor: "scores"] = [[9, 1, 2, -3, 0], [2, 5, 4.5, 7, -1]]
        $0["labels"] = .integers([0, 1])
      },
    ],
    student: Implementation(forward: MulticlassHinge.forward, backward: MulticlassHinge.backward)
  )
}
