import Grading
import Tensors

/// Points of a square, of class 1 inside a circle and of class 0 outside: the same seed gives the same data.
struct CircleData: Sendable {
  /// [120, 2], what to learn from.
  let examples: Tensor
  /// [120, 1], the classes of the examples.
  let labels: Tensor
  /// [240 + 625, 2]: points that the network has never seen, and the examples among them; then a lattice of points
  /// without a class, whose answers are only shown.
  let points: Tensor
  /// The class of each of the 240 points, and whether it is an example.
  let truth: [(label: Int, isExample: Bool)]

  /// Draws a circle near the middle, and points of the square from −1 to 1.
  ///
  /// - Parameter seed: The seed of everything random.
  /// - Throws: What making tensors throws.
  init(_ seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let centre = [0.3 * (random.uniform() - 0.5), 0.3 * (random.uniform() - 0.5)]
    var rows: [(x: [Double], label: Int)] = []
    while rows.count < 240 {
      let x = [2 * random.uniform() - 1, 2 * random.uniform() - 1]
      let (dx, dy) = (x[0] - centre[0], x[1] - centre[1])
      let distance = (dx * dx + dy * dy).squareRoot() / 0.8
      // Nobody can tell from 120 examples where exactly the circle is.
      guard (distance - 1).magnitude > 0.12 else { continue }
      rows.append((x, distance < 1 ? 1 : 0))
    }
    examples = try Tensor(rows: rows[..<120].map(\.x))
    labels = try Tensor(rows: rows[..<120].map { [Double($0.label)] })
    let order = random.permutation(240)
    points = try Tensor(rows: order.map { rows[$0].x } + CircleData.lattice)
    truth = order.map { (rows[$0].label, $0 < 120) }
  }

  /// The only argument of the exercise, from which the data follow.
  static let seed = Exercise.Input.made("seed") { _, random in Int(random.next() >> 34) }

  init?(_ arguments: Exercise.Arguments) {
    guard case .integer(let seed) = arguments["seed"], let data = try? CircleData(seed) else {
      return nil
    }
    self = data
  }

  static let goals: [Exercise.Goal] = [
    .accuracy("accuracy on the examples", atLeast: 0.95, of: .examples) { arguments in
      CircleData(arguments)?.counted { $0 } ?? []
    },
    .accuracy("accuracy on new points", atLeast: 0.9, of: .newPoints) { arguments in
      CircleData(arguments)?.counted { !$0 } ?? []
    },
  ]

  /// The classes of the points that a goal counts, by whether they are examples; nil for all others.
  private func counted(_ counts: (_ isExample: Bool) -> Bool) -> [Int?] {
    truth.map { counts($0.isExample) ? $0.label : nil } + CircleData.lattice.map { _ in Int?.none }
  }

  /// The points and the lattice in their plane, with the classes that were answered.
  static let plane = Exercise.Exhibit.answers { answers, arguments in
    guard let data = CircleData(arguments), answers.count == data.points.shape[0] else {
      return nil
    }
    let points = data.truth.enumerated().map { n, truth in
      Picture.Plane.Point(
        x: data.points.scalars[2 * n],
        y: data.points.scalars[2 * n + 1],
        label: truth.label,
        guess: answers[n],
        isExample: truth.isExample
      )
    }
    let classes = Array(answers.suffix(lattice.count))
    return .plane(Picture.Plane(range: -1...1, classes: classes, points: points))
  }

  /// A square lattice of points, row by row.
  private static let lattice: [[Double]] = {
    let steps: [Double] = (0..<25).map { Double($0 - 12) / 12 }
    return steps.flatMap { (y: Double) -> [[Double]] in
      steps.map { (x: Double) -> [Double] in [x, y] }
    }
  }()
}
