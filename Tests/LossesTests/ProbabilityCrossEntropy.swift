import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Losses

@Suite struct ProbabilityCrossEntropyGrader: Grader {
  @Test func `losses/probability-cross-entropy`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 10,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("C", "number of classes", 5, atLeast: 2),
    ],
    inputs: [.distributions("probabilities", differentiated: true), .oneHot("targets")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("six classes", ["C": 6]),
      .edge("a true class with probability 0", sizes: ["N": 2]) {
        $0[tensor: "probabilities"] = [[0, 0.25, 0.5, 0, 0.25], [0.5, 0.125, 0.25, 0, 0.125]]
        $0[tensor: "targets"] = [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]]
      },
    ],
    student: Implementation(
      forward: ProbabilityCrossEntropy.forward,
      backward: ProbabilityCrossEntropy.backward
    )
  )
}
