import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Losses

@Suite struct NegativeLogLikelihoodGrader: Grader {
  @Test func `losses/negative-log-likelihood`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 5,
    axes: [Axis("N", "batch size", 3), Axis("C", "number of classes", 5)],
    inputs: [.logDistributions("logProbabilities"), .labels("labels", "N", below: "C")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .edge("rows whose exponentials do not sum to 1", sizes: ["N": 2]) {
        $0[tensor: "logProbabilities"] = [[-1, -2, -0.5, -3, -1.5], [-4, -0.25, -2, -1, -6]]
        $0["labels"] = .integers([3, 0])
      },
    ],
    student: Implementation(
      forward: NegativeLogLikelihood.forward,
      backward: NegativeLogLikelihood.backward
    )
  )
}
