import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Losses

@Suite struct KLDivergenceGrader: Grader {
  @Test func `losses/kl-divergence`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .differentiable,
    points: 5,
    axes: [
      .axis("N", "batch size", 3, role: .batch), .axis("C", "number of classes", 5, atLeast: 2),
    ],
    inputs: [.logDistributions("logProbabilities"), .distributions("targets")],
    edges: [
      .sizes("a batch of one", ["N": 1]),
      .sizes("six classes", ["C": 6]),
      .edge("targets of exactly 0 and 1", sizes: ["N": 2]) {
        $0[tensor: "targets"] = [[0, 0.25, 0.5, 0, 0.25], [0, 0, 0, 1, 0]]
      },
    ],
    student: Implementation(forward: KLDivergence.forward, backward: KLDivergence.backward)
  )
}
