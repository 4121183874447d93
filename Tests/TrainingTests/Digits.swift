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
    shows: [TrainingData.images(TrainingData.digits, width: 8)],
    student: TrainingData.implementation(TrainingData.digits) { points, examples, labels in
      try Digits.classify(points, learningFrom: examples, labels: labels)
    }
  )
}

extension TrainingData {
  /// Digits of 5 × 3 points in a noisy picture of 8 × 8, at one of four neighbouring places; 40 of each.
  static func digits(_ seed: Int) throws -> TrainingData {
    var random = RandomSource(seed: UInt64(seed))
    return try TrainingData(
      kinds: Array(0...9),
      each: 40,
      lattice: nil,
      using: &random
    ) { digit, _, random in
      let (top, left) = (1 + random.integer(below: 2), 2 + random.integer(below: 2))
      return (0..<64).map { position in
        let (y, x) = (position / 8 - top, position % 8 - left)
        let isInside = (0..<5).contains(y) && (0..<3).contains(x)
        let ink = isInside && glyphs[digit][y] & (4 >> x) != 0
        return (ink ? 1 : 0) + 0.12 * random.normal()
      }
    }
  }

  /// The digits, row by row: bit 2 is the left column and bit 0 the right one.
  private static let glyphs = [
    [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 2, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
  ]
}
