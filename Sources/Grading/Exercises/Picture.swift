import Tensors

/// A picture of what a student's code made, as numbers.
///
/// The verdict carries it. The program draws a curve in the terminal, and the HTML report draws all of them.
public enum Picture: Codable, Sendable, Equatable {
  /// A loss that falls, one hopes, from step to step.
  case curve(Curve)
  /// Points of the plane with their classes, and the class of the plane around them.
  case plane(Plane)
  /// Small images with the classes that they were taken for.
  case images(Images)
  /// The path of two parameters through a valley.
  case path(Path)
  /// The numbers that a function drew, counted in intervals of one width.
  case histogram(Histogram)

  /// Numbers in the order in which they arose.
  public struct Curve: Sendable, Equatable {
    /// The name of the numbers: "loss".
    package let name: String
    /// The call that gave them: "a call, on random probe 1".
    package let source: String
    /// The numbers, or every `interval`th of them and the last one.
    package let values: [Double]
    package let interval: Int
    /// The number of all numbers.
    package let count: Int
    /// The least and the largest finite number of all; nil when none is finite.
    package let least, most: Double?
    /// The place of the first number that is NaN or infinite, counted from 1; nil when all are finite.
    package let firstNotFinite: Int?

    /// Creates a curve.
    ///
    /// - Parameters:
    ///   - name: The name of the numbers: "loss".
    ///   - source: The call that gave them: "40 epochs on random probe 1".
    ///   - values: The numbers. Of more than 500, some are kept.
    public init(name: String, source: String, values: [Double]) {
      self.name = name
      self.source = source
      count = values.count
      interval = max(1, (values.count + 499) / 500)
      var kept = stride(from: 0, to: values.count, by: interval).map { values[$0] }
      if let last = values.last, (values.count - 1) % interval != 0 { kept.append(last) }
      self.values = kept
      let finite = values.filter(\.isFinite)
      (least, most) = (finite.min(), finite.max())
      firstNotFinite = values.firstIndex { !$0.isFinite }.map { $0 + 1 }
    }
  }

  /// Points with their classes, on a square of which every cell has a class.
  public struct Plane: Codable, Sendable, Equatable {
    /// A point, its class, and the class that it was given.
    public struct Point: Codable, Sendable, Equatable {
      package let x, y: Double
      package let label, guess: Int
      /// Whether the class was there to be learnt from.
      package let isExample: Bool

      /// Creates a point.
      ///
      /// - Parameters:
      ///   - x: The first coordinate.
      ///   - y: The second coordinate.
      ///   - label: The right class.
      ///   - guess: The class that the student's function gave.
      ///   - isExample: Whether the class was there to be learnt from.
      public init(x: Double, y: Double, label: Int, guess: Int, isExample: Bool) {
        self.x = x
        self.y = y
        self.label = label
        self.guess = guess
        self.isExample = isExample
      }
    }

    /// The least and the largest coordinate of the lattice, the same in both directions.
    package let low, high: Double
    /// The classes on a square lattice, row by row from the least second coordinate.
    package let classes: [Int]
    package let points: [Point]

    /// The number of lattice points along a side.
    package var side: Int { Int(Double(classes.count).squareRoot()) }

    /// Creates the picture.
    ///
    /// - Parameters:
    ///   - range: The coordinates of the lattice, the same in both directions.
    ///   - classes: The classes on a square lattice, row by row from the least second coordinate.
    ///   - points: The points.
    public init(range: ClosedRange<Double>, classes: [Int], points: [Point]) {
      (low, high) = (range.lowerBound, range.upperBound)
      self.classes = classes
      self.points = points
    }
  }

  /// Small images in grey, each with its class and the class that it was taken for.
  public struct Images: Codable, Sendable, Equatable {
    /// One image.
    public struct Item: Codable, Sendable, Equatable {
      /// The ink of each point, row by row, from 0 to 99.
      package let ink: [Int]
      package let label, guess: Int

      /// Creates an image.
      ///
      /// - Parameters:
      ///   - ink: The ink of each point, row by row: 0 is paper, 1 is ink.
      ///   - label: The right class.
      ///   - guess: The class that the student's function gave.
      public init(ink: [Double], label: Int, guess: Int) {
        self.ink = ink.map { $0.isFinite ? Int((min(max($0, 0), 1) * 99).rounded()) : 0 }
        self.label = label
        self.guess = guess
      }
    }

    package let width: Int
    package let items: [Item]

    /// Creates the picture.
    ///
    /// - Parameters:
    ///   - width: The number of points in a row of each image.
    ///   - items: The images.
    public init(width: Int, items: [Item]) {
      self.width = width
      self.items = items
    }
  }

  /// The path of two parameters in the valley (a · x² + b · y²) / 2.
  public struct Path: Codable, Sendable, Equatable {
    /// The curvatures a and b.
    package let curvatures: [Double]
    /// The points, from the start on; all are finite.
    package let points: [[Double]]

    /// The height of a point.
    package func height(_ point: [Double]) -> Double {
      zip(curvatures, point).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
    }

    package init(curvatures: [Double], points: [[Double]]) {
      self.curvatures = curvatures
      self.points = Array(points.prefix { $0.count == 2 && $0.allSatisfy(\.isFinite) })
    }
  }

  /// How many of some numbers lie in each interval.
  public struct Histogram: Codable, Sendable, Equatable {
    /// The call that drew them: "a call, on random probe 1".
    package let source: String
    package let low, high: Double
    /// The numbers in each interval from `low` to `high`, all of one width.
    package let counts: [Int]
    package let mean, standardDeviation: Double

    /// Counts numbers; nil when there are none, or not all are finite.
    package init?(_ numbers: [Double], source: String) {
      guard let low = numbers.min(), let high = numbers.max(), low.isFinite, high.isFinite,
        numbers.allSatisfy(\.isFinite)
      else { return nil }
      let bins = low < high ? 25 : 1
      var counts = [Int](repeating: 0, count: bins)
      for number in numbers {
        let place = low < high ? (number - low) / (high - low) * Double(bins) : 0
        counts[min(bins - 1, max(0, Int(place)))] += 1
      }
      let mean = numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
      let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(numbers.count) }
      guard mean.isFinite, variance.isFinite else { return nil }
      self.source = source
      (self.low, self.high, self.counts) = (low, high, counts)
      (self.mean, standardDeviation) = (mean, variance.squareRoot())
    }
  }
}

extension Picture.Curve: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, source, values, interval, count, least, most, firstNotFinite
  }

  /// Reads a curve whose numbers may be NaN or infinite.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    source = try container.decode(String.self, forKey: .source)
    values = try container.decode([CodableScalar].self, forKey: .values).map(\.value)
    interval = try container.decode(Int.self, forKey: .interval)
    count = try container.decode(Int.self, forKey: .count)
    least = try container.decodeIfPresent(Double.self, forKey: .least)
    most = try container.decodeIfPresent(Double.self, forKey: .most)
    firstNotFinite = try container.decodeIfPresent(Int.self, forKey: .firstNotFinite)
  }

  /// Writes the curve; its numbers may be NaN or infinite.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(source, forKey: .source)
    try container.encode(values.map(CodableScalar.init), forKey: .values)
    try container.encode(interval, forKey: .interval)
    try container.encode(count, forKey: .count)
    try container.encodeIfPresent(least, forKey: .least)
    try container.encodeIfPresent(most, forKey: .most)
    try container.encodeIfPresent(firstNotFinite, forKey: .firstNotFinite)
  }
}
