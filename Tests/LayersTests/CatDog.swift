import ExerciseTesting
import Grading
import Testing

@testable import Layers

@Suite struct CatDogGrader: Grader {
  @Test func `layers/cat-dog`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("D", "number of points", 5),
      .axis("H", "number of hidden units", 4), .axis("C", "number of classes", 2, atLeast: 2),
    ],
    inputs: [
      .tensor("images", "N", "D", differentiated: false), .labels("labels", "N", below: "C"),
      .tensor("weight1", "D", "H"), .tensor("bias1", "H"),
      .tensor("weight2", "H", "C"), .tensor("bias2", "C"),
    ],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("more examples than hidden units", ["N": 7]),
    ],
    forwardIsGiven: true,
    student: Implementation(forward: CatDog.forward, backward: CatDog.backward)
  )
}
