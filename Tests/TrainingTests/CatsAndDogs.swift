import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Training

@Suite struct CatsAndDogsGrader: Grader {
  @Test func `training/cats-and-dogs`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .goals(TrainingData.goals(TrainingData.catsAndDogs, examples: 0.95, newPoints: 0.9)),
    points: 15,
    inputs: [TrainingData.seed],
    edges: [],
    limits: .init(processorSeconds: 60, wallSeconds: 240),
    student: TrainingData.implementation(TrainingData.catsAndDogs) { points, examples, labels in
      try CatsAndDogs.classify(points, learningFrom: examples, labels: labels)
    }
  )
}

extension TrainingData {
  /// Pictures of 64 × 64 with a head: a cat's has pointed ears upon it, a dog's has hanging ones beside it.
  ///
  /// There are 20 of each. Place and size of the head and the brightness differ, and every point has noise of 0.2.
  static func catsAndDogs(_ seed: Int) throws -> TrainingData {
    var random = RandomSource(seed: UInt64(seed))
    return try TrainingData(
      kinds: [0, 1],
      each: 20,
      lattice: nil,
      using: &random
    ) { kind, _, random in
      let centre = (x: 30 + 4 * random.uniform(), y: 32 + 4 * random.uniform())
      let (radius, light) = (12 + 4 * random.uniform(), 0.7 + 0.6 * random.uniform())
      return (0..<4_096).map { position in
        // Seen from the centre of the head, in units of its radius; both sides are alike.
        let x = abs(Double(position % 64) - centre.x) / radius
        let y = (Double(position / 64) - centre.y) / radius
        let isHead = x * x + y * y <= 1 || (kind == 0 ? isPointedEar(x, y) : isHangingEar(x, y))
        return (isHead ? light : 0) + 0.2 * random.normal()
      }
    }
  }

  /// A triangle that stands on the head, its tip 1.7 radii above the centre.
  private static func isPointedEar(_ x: Double, _ y: Double) -> Bool {
    y < 0 && y > -1.7 && abs(x - 0.65) < 0.35 * (y + 1.7)
  }

  /// An ellipse that hangs beside the head.
  private static func isHangingEar(_ x: Double, _ y: Double) -> Bool {
    let (dx, dy) = ((x - 1.1) / 0.3, (y - 0.1) / 0.9)
    return dx * dx + dy * dy <= 1
  }
}
