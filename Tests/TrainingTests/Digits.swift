import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Training

@Suite struct DigitsGrader: Grader {
  @Test func `training/digits`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .goals(TrainingData.goals(TrainingData.digits, examples: 0.95, newPoints: 0.9)),
    points: 15,
    inputs: [TrainingData.seed],
    edges: [],
    limits: .init(processorSeconds: 60, wallSeconds: 240),
    student: TrainingData.implementation(TrainingData.digits) { points, examples, labels in
      try Digits.classify(points, learningFrom: examples, labels: labels)
    }
  )
}
