import Tensors

/// The data of the exercises that train to an accuracy: the same seed gives the same data.
///
/// `points` are what a student's function is asked about: the examples themselves, then as many new points
/// that it has never seen, then perhaps a lattice of points without a class, whose answers show how the plane
/// was divided.
package struct TrainingData: Sendable {
  /// [N, D], what to learn from.
  package let examples: Tensor
  /// The class of each example.
  package let labels: [Int]
  /// [2N + …, D].
  package let points: Tensor
  /// The class of each new point.
  package let newLabels: [Int]
  /// The coordinates of the lattice, the same in both directions; nil where there is none.
  let range: ClosedRange<Double>?

  /// Examples and as many new points, in a random order.
  ///
  /// - Parameters:
  ///   - kinds: The class of each kind of point; all kinds are equally frequent.
  ///   - each: How many examples there are of each kind.
  ///   - range: The coordinates of a lattice of points without a class; nil for no lattice.
  ///   - random: The source of everything random.
  ///   - point: The `number`th point of a kind.
  /// - Throws: What making tensors throws.
  package init(
    kinds: [Int],
    each: Int,
    lattice range: ClosedRange<Double>?,
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
    self.range = range
    points = try Tensor(rows: rows + (range.map(TrainingData.lattice) ?? []))
  }

  // MARK: - As an exercise

  /// What makes a set of data from a seed; every grader has its own.
  package typealias Maker = @Sendable (_ seed: Int) throws -> TrainingData

  /// What a student writes: the class of every point, learnt from examples.
  package typealias Classifier =
    @Sendable (_ points: Tensor, _ examples: Tensor, _ labels: [Int]) throws -> [Int]

  /// The only argument of these exercises, from which the data follow.
  package static let seed = Exercise.Input.made("seed") { _, random in Int(random.next() >> 34) }

  /// A classifier as a function of the seed.
  package static func implementation(
    _ make: @escaping Maker,
    _ classify: @escaping Classifier
  ) -> Implementation {
    Implementation { (seed: Int) in
      let data = try make(seed)
      return try classify(data.points, data.examples, data.labels)
    }
  }

  /// The data that a probe's arguments stand for.
  package static func data(_ make: Maker, _ arguments: Exercise.Arguments) -> TrainingData? {
    guard case .integer(let seed) = arguments["seed"] else { return nil }
    return try? make(seed)
  }

  /// The two goals: shares of the examples and of the new points that must be right.
  package static func goals(
    _ make: @escaping Maker,
    examples: Double,
    newPoints: Double
  ) -> [Exercise.Goal] {
    [
      .accuracy("accuracy on the examples", atLeast: examples, of: .examples) { arguments in
        guard let data = data(make, arguments) else { return [] }
        let uncounted = data.points.shape[0] - data.labels.count
        return data.labels + Array(repeating: nil, count: uncounted)
      },
      .accuracy("accuracy on new points", atLeast: newPoints, of: .newPoints) { arguments in
        guard let data = data(make, arguments) else { return [] }
        let known = data.labels.map { _ in Int?.none }
        let uncounted = data.points.shape[0] - known.count - data.newLabels.count
        return known + data.newLabels + Array(repeating: nil, count: uncounted)
      },
    ]
  }

  // MARK: - To look at

  /// The points and the lattice in their plane, with the classes that were answered.
  package static func plane(_ make: @escaping Maker) -> Exercise.Exhibit {
    .answers { answers, arguments in
      guard let data = data(make, arguments), let range = data.range,
        answers.count == data.points.shape[0]
      else { return nil }
      let labels = data.labels + data.newLabels
      let points = labels.indices.map { n in
        Picture.Plane.Point(
          x: data.points.scalars[2 * n],
          y: data.points.scalars[2 * n + 1],
          label: labels[n],
          guess: answers[n],
          isExample: n < data.labels.count
        )
      }
      return .plane(
        Picture.Plane(range: range, classes: Array(answers.suffix(side * side)), points: points)
      )
    }
  }

  /// The first new picture of each class, with the class that was answered.
  package static func images(_ make: @escaping Maker, width: Int) -> Exercise.Exhibit {
    .answers { answers, arguments in
      guard let data = data(make, arguments), answers.count == data.points.shape[0] else {
        return nil
      }
      let (count, size) = (data.labels.count, data.points.shape[1])
      let items = Set(data.newLabels).sorted().compactMap { label -> Picture.Images.Item? in
        guard let place = data.newLabels.firstIndex(of: label) else { return nil }
        let row = count + place
        return Picture.Images.Item(
          ink: Array(data.points.scalars[row * size..<(row + 1) * size]),
          label: label,
          guess: answers[row]
        )
      }
      return .images(Picture.Images(width: width, items: items))
    }
  }

  // MARK: - The lattice

  /// The number of lattice points along a side: of every third there are 9, an odd number, so that midpoints are lattice
  /// points too.
  package static let side = 25

  /// A square lattice of points, row by row.
  private static func lattice(_ range: ClosedRange<Double>) -> [[Double]] {
    let width = range.upperBound - range.lowerBound
    let steps = (0..<side).map { range.lowerBound + width * Double($0) / Double(side - 1) }
    return steps.flatMap { y in steps.map { x in [x, y] } }
  }
}
