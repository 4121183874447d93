import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Training

@Suite struct SpiralsGrader: Grader {
  @Test func `training/spirals`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .goals(TrainingData.goals(TrainingData.spirals, examples: 0.95, newPoints: 0.9)),
    points: 15,
    inputs: [TrainingData.seed],
    edges: [],
    limits: .init(processorSeconds: 60, wallSeconds: 240),
    student: TrainingData.implementation(TrainingData.spirals) { points, examples, labels in
      try Spirals.classify(points, learningFrom: examples, labels: labels)
    }
  )
}
