/// A structure whose fields are values with coordinates.
///
/// Listing the fields is all there is to do:
///
///     struct Parameters: CompositeCoordinates {
///       var weight: Tensor
///       var bias: Tensor
///       static let fields: [CoordinateField<Parameters>] = [
///         CoordinateField("weight", \.weight), CoordinateField("bias", \.bias),
///       ]
///     }
///
/// Fields that are not listed (a configuration, a seed) are not differentiated.
public protocol CompositeCoordinates: CoordinateValue {
  /// The fields that are differentiated, in the order of their coordinates.
  static var fields: [CoordinateField<Self>] { get }
}

/// A named field of a structure that holds coordinates.
public struct CoordinateField<Root>: Sendable {
  let precision: Precision
  let count: @Sendable (Root) -> Int
  let parts: @Sendable (Root) -> [CoordinatePart]
  let coordinates: @Sendable (Root) -> [Double]
  let set: @Sendable (inout Root, Int, Double) -> Void

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - name: The name of the field in reports.
  ///   - path: Where it is.
  public init<Value: CoordinateValue & SendableMetatype>(
    _ name: String,
    _ path: any WritableKeyPath<Root, Value> & Sendable
  ) {
    precision = Value.precision
    count = { $0[keyPath: path].coordinateCount }
    parts = { $0[keyPath: path].coordinateParts.map { $0.nested(in: name) } }
    coordinates = { $0[keyPath: path].coordinates }
    set = { $0[keyPath: path].setCoordinate($1, to: $2) }
  }
}

extension CompositeCoordinates {
  /// `.single` as soon as one field is.
  public static var precision: Precision {
    fields.contains { $0.precision == .single } ? .single : .double
  }

  /// The coordinates of all fields.
  public var coordinateCount: Int { Self.fields.reduce(0) { $0 + $1.count(self) } }

  /// The blocks of all fields, under their names.
  public var coordinateParts: [CoordinatePart] { Self.fields.flatMap { $0.parts(self) } }

  /// Calls a function with the coordinates of all fields, one after the other.
  public func withCoordinates<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try Self.fields.flatMap { $0.coordinates(self) }.withUnsafeBufferPointer(body)
  }

  /// Replaces one coordinate of the field that holds it.
  public mutating func setCoordinate(_ index: Int, to value: Double) {
    var rest = index
    for field in Self.fields {
      let size = field.count(self)
      if rest < size {
        field.set(&self, rest, value)
        return
      }
      rest -= size
    }
    preconditionFailure("Coordinate \(index) of a value with \(coordinateCount) coordinates.")
  }
}
