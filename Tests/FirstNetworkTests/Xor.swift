import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import FirstNetwork

@Suite struct XorGrader: Grader {
  @Test func `first-network/xor`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .goals(TrainingData.goals(TrainingData.xor, examples: 0.95, newPoints: 0.95)),
    points: 15,
    inputs: [TrainingData.seed],
    edges: [
      .edge("the classes one way round") { $0["seed"] = .integer(2) },
      .edge("the classes the other way round") { $0["seed"] = .integer(3) },
    ],
    limits: .init(processorSeconds: 60, wallSeconds: 240),
    shows: [TrainingData.plane(TrainingData.xor)],
    student: TrainingData.implementation(TrainingData.xor) { points, examples, labels in
      try Xor.classify(points, learningFrom: examples, labels: labels)
    }
  )
}

extension TrainingData {
  /// Four clouds around the corners (0, 0), (0, 1), (1, 0) and (1, 1), 10 points in each.
  ///
  /// The class is 1 where exactly one coordinate is near 1; an odd seed has the classes the other way round.
  static func xor(_ seed: Int) throws -> TrainingData {
    var random = RandomSource(seed: UInt64(seed))
    return try TrainingData(
      kinds: seed % 2 == 0 ? [0, 1, 1, 0] : [1, 0, 0, 1],
      each: 10,
      lattice: -0.25...1.25,
      using: &random
    ) { corner, _, random in
      [Double(corner / 2) + 0.1 * random.normal(), Double(corner % 2) + 0.1 * random.normal()]
    }
  }
}
