import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Training

@Suite struct XorGrader: Grader {
  @Test func `training/xor`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .goals(TrainingData.goals(TrainingData.xor, examples: 0.95, newPoints: 0.95)),
    points: 15,
    inputs: [TrainingData.seed],
    edges: [
      .edge("the classes one way round") { $0["seed"] = .integer(2) },
      .edge("the classes the other way round") { $0["seed"] = .integer(3) },
    ],
    limits: .init(processorSeconds: 60, wallSeconds: 240),
    student: TrainingData.implementation(TrainingData.xor) { points, examples, labels in
      try Xor.classify(points, learningFrom: examples, labels: labels)
    }
  )
}
