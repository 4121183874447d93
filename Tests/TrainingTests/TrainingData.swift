import Grading
import Tensors

/// The data of the exercises that train to an accuracy: the same seed gives the same data.
///
/// `points` are what a student's function is asked about: the examples themselves, then as many new points
/// that it has never seen, then perhaps a lattice of points without a class, whose answers show how the plane
/// was divided.
struct TrainingData: Sendable {
  /// [N, D], what to learn from.
  let examples: Tensor
  /// The class of each example.
  let labels: [Int]
  /// [2N + …, D].
  let points: Tensor
  /// The class of each new point.
  let newLabels: [Int]

  /// Examples and as many new points, in a random order.
  ///
  /// - Parameters:
  ///   - kinds: The class of each kind of point; all kinds are equally frequent.
  ///   - each: How many examples there are of each kind.
  ///   - lattice: Points without a class.
  ///   - random: The source of everything random.
  ///   - point: The `number`th point of a kind.
  /// - Throws: What making tensors throws.
  private init(
    kinds: [Int],
    each: Int,
    lattice: [[Double]],
    using random: inout RandomSource,
    point: (_ kind: Int, _ number: Int, _ random: inout RandomSource) -> [Double]
  ) throws {
    let count = kinds.count * each
    var (rows, classes): ([[Double]], [Int]) = ([], [])
    for item in random.permutation(count) + random.permutation(count) {
      rows.append(point(item % kinds.count, item / kinds.count, &random))
      classes.append(kinds[item % kinds.count])
    }
    examples = try Tensor(rows: Array(rows[..<count]))
    labels = Array(classes[..<count])
    newLabels = Array(classes[count...])
    points = try Tensor(rows: rows + lattice)
  }

  // MARK: - The three sets

  /// Four clouds around the corners (0, 0), (0, 1), (1, 0) and (1, 1), 10 points in each.
  ///
  /// The class is 1 where exactly one coordinate is near 1; an odd seed has the classes the other way round.
  static func xor(_ seed: Int) throws -> TrainingData {
    var random = RandomSource(seed: UInt64(seed))
    return try TrainingData(
      kinds: seed % 2 == 0 ? [0, 1, 1, 0] : [1, 0, 0, 1],
      each: 10,
      lattice: lattice(from: -0.25, to: 1.25),
      using: &random
    ) { corner, _, random in
      [Double(corner / 2) + 0.1 * random.normal(), Double(corner % 2) + 0.1 * random.normal()]
    }
  }

  /// Three interleaved spiral arms of 50 points, turned as a whole by a random angle.
  ///
  ///     radius r = 0.1 … 1,  angle = 2π·arm/3 + 4r + turn + noise
  static func spirals(_ seed: Int) throws -> TrainingData {
    var random = RandomSource(seed: UInt64(seed))
    let turn = 2 * Double.pi * random.uniform()
    return try TrainingData(
      kinds: [0, 1, 2],
      each: 50,
      lattice: lattice(from: -1, to: 1),
      using: &random
    ) { arm, number, random in
      let radius = 0.1 + 0.9 * (Double(number) + random.uniform()) / 50
      let start = 2 * Double.pi * Double(arm) / 3 + turn
      let angle = start + 4 * radius + 0.1 * random.normal()
      return [radius * cos(angle), radius * sin(angle)]
    }
  }

  /// Digits of 5 × 3 points in a noisy picture of 8 × 8, at one of four neighbouring places; 40 of each.
  static func digits(_ seed: Int) throws -> TrainingData {
    var random = RandomSource(seed: UInt64(seed))
    return try TrainingData(
      kinds: Array(0...9),
      each: 40,
      lattice: [],
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

  // MARK: - As an exercise

  /// What makes a set of data from a seed: ``xor(_:)``, ``spirals(_:)`` or ``digits(_:)``.
  typealias Maker = @Sendable (_ seed: Int) throws -> TrainingData

  /// What a student writes: the class of every point, learnt from examples.
  typealias Classifier =
    @Sendable (_ points: Tensor, _ examples: Tensor, _ labels: [Int]) throws -> [Int]

  /// The only argument of these exercises, from which the data follow.
  static let seed = Exercise.Input.made("seed") { _, random in Int(random.next() >> 34) }

  /// A classifier as a function of the seed.
  static func implementation(
    _ make: @escaping Maker,
    _ classify: @escaping Classifier
  ) -> Implementation {
    Implementation { (seed: Int) in
      let data = try make(seed)
      return try classify(data.points, data.examples, data.labels)
    }
  }

  /// The data that a probe's arguments stand for.
  static func data(_ make: Maker, _ arguments: Exercise.Arguments) -> TrainingData? {
    guard case .integer(let seed) = arguments["seed"] else { return nil }
    return try? make(seed)
  }

  /// The two goals: shares of the examples and of the new points that must be right.
  static func goals(
    _ make: @escaping Maker,
    examples: Double,
    newPoints: Double
  ) -> [Exercise.Goal] {
    [
      .accuracy("accuracy on the examples", atLeast: examples) { arguments in
        guard let data = data(make, arguments) else { return [] }
        let uncounted = data.points.shape[0] - data.labels.count
        return data.labels + Array(repeating: nil, count: uncounted)
      },
      .accuracy("accuracy on new points", atLeast: newPoints) { arguments in
        guard let data = data(make, arguments) else { return [] }
        let known = data.labels.map { _ in Int?.none }
        let uncounted = data.points.shape[0] - known.count - data.newLabels.count
        return known + data.newLabels + Array(repeating: nil, count: uncounted)
      },
    ]
  }

  // MARK: - The lattice

  /// The number of lattice points along a side: odd, so that midpoints are lattice points too.
  static let side = 9

  /// A square lattice of points, row by row.
  private static func lattice(from low: Double, to high: Double) -> [[Double]] {
    let steps = (0..<side).map { low + (high - low) * Double($0) / Double(side - 1) }
    return steps.flatMap { y in steps.map { x in [x, y] } }
  }
}
