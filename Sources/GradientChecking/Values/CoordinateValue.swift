/// A value made of real coordinates, with respect to which a gradient can be taken.
///
/// `Double`, `Float`, SIMD vectors, `Tensor` and arrays of any of these conform. A structure of your own
/// conforms through ``CompositeCoordinates`` by naming its fields:
///
///     struct Parameters: CompositeCoordinates {
///       var weight: Tensor
///       var bias: [Float]
///       static let fields: [CoordinateField<Parameters>] = [
///         CoordinateField("weight", \.weight), CoordinateField("bias", \.bias),
///       ]
///     }
///
/// Its coordinates are then called `weight[2, 3]` and `bias[0]` in every report.
public protocol CoordinateValue {
  /// The type in which the numbers are stored; `.double` unless stated otherwise.
  static var precision: Precision { get }

  /// How many coordinates there are.
  var coordinateCount: Int { get }

  /// The named blocks of coordinates, in order; their sizes add up to ``coordinateCount``.
  var coordinateParts: [CoordinatePart] { get }

  /// Calls a function with all coordinates, in order.
  ///
  /// - Parameter body: The function; the buffer is valid during the call only.
  /// - Returns: What the function returns.
  /// - Throws: What the function throws.
  func withCoordinates<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result

  /// Replaces one coordinate.
  ///
  /// - Parameters:
  ///   - index: The position of the coordinate, from 0.
  ///   - value: The new value.
  mutating func setCoordinate(_ index: Int, to value: Double)

  /// Replaces all coordinates.
  ///
  /// - Parameter values: As many values as there are coordinates.
  mutating func setCoordinates(_ values: UnsafeBufferPointer<Double>)
}

extension CoordinateValue {
  /// `.double`.
  public static var precision: Precision { .double }

  /// All coordinates as an array.
  public var coordinates: [Double] { withCoordinates { Array($0) } }

  /// Replaces all coordinates, one after the other.
  ///
  /// - Parameter values: As many values as there are coordinates.
  public mutating func setCoordinates(_ values: UnsafeBufferPointer<Double>) {
    for (index, value) in values.enumerated() { setCoordinate(index, to: value) }
  }

  /// A copy with other coordinates.
  func replacingCoordinates(_ values: [Double]) -> Self {
    var copy = self
    values.withUnsafeBufferPointer { copy.setCoordinates($0) }
    return copy
  }
}

/// A block of coordinates with the sizes of its axes and, within a structure, a name.
public struct CoordinatePart: Codable, Sendable, Equatable {
  /// The name of the field, as `weight`; empty for a value that is no structure.
  public var name: String
  /// The size of every axis; empty for a single number.
  public var shape: [Int]

  /// Creates a block.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - shape: The size of every axis.
  public init(name: String = "", shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  /// How many coordinates the block has: the product of its sizes.
  public var count: Int { shape.reduce(1, *) }

  /// The name of one coordinate of the block, as `weight[2, 3]`.
  ///
  /// - Parameter offset: The position within the block, from 0.
  /// - Returns: The name of the block, and the index on every axis.
  public func label(_ offset: Int) -> String {
    guard !shape.isEmpty else { return name }
    var rest = offset
    var index: [Int] = []
    for size in shape.reversed() where size > 0 {
      index.append(rest % size)
      rest /= size
    }
    return "\(name)[\(index.reversed().map(String.init).joined(separator: ", "))]"
  }

  /// The block as a field of something else.
  func nested(in outer: String) -> CoordinatePart {
    let separator = outer.isEmpty || name.isEmpty || name.hasPrefix("[") ? "" : "."
    return CoordinatePart(name: outer + separator + name, shape: shape)
  }
}
