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
    shows: [TrainingData.plane(TrainingData.spirals)],
    student: TrainingData.implementation(TrainingData.spirals) { points, examples, labels in
      try Spirals.classify(points, learningFrom: examples, labels: labels)
    }
  )
}

extension TrainingData {
  /// Three interleaved spiral arms of 50 points, turned as a whole by a random angle.
  ///
  ///     radius r = 0.1 … 1,  angle = 2π·arm/3 + 4r + turn + noise
  static func spirals(_ seed: Int) throws -> TrainingData {
    var random = RandomSource(seed: UInt64(seed))
    let turn = 2 * Double.pi * random.uniform()
    return try TrainingData(
      kinds: [0, 1, 2],
      each: 50,
      lattice: -1...1,
      using: &random
    ) { arm, number, random in
      let radius = 0.1 + 0.9 * (Double(number) + random.uniform()) / 50
      let start = 2 * Double.pi * Double(arm) / 3 + turn
      let angle = start + 4 * radius + 0.1 * random.normal()
      return [radius * cos(angle), radius * sin(angle)]
    }
  }
}
