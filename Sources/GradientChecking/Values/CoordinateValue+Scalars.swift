import Tensors

extension Double: CoordinateValue {
  /// A number is one coordinate.
  public var coordinateCount: Int { 1 }

  /// One block without axes.
  public var coordinateParts: [CoordinatePart] { [CoordinatePart(shape: [])] }

  /// Calls a function with the number.
  public func withCoordinates<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try withUnsafePointer(to: self) { try body(UnsafeBufferPointer(start: $0, count: 1)) }
  }

  /// Replaces the number.
  public mutating func setCoordinate(_ index: Int, to value: Double) { self = value }
}

extension Float: CoordinateValue {
  /// `.single`.
  public static var precision: Precision { .single }

  /// A number is one coordinate.
  public var coordinateCount: Int { 1 }

  /// One block without axes.
  public var coordinateParts: [CoordinatePart] { [CoordinatePart(shape: [])] }

  /// Calls a function with the number.
  public func withCoordinates<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try Double(self).withCoordinates(body)
  }

  /// Replaces the number by the nearest `Float`.
  public mutating func setCoordinate(_ index: Int, to value: Double) { self = Float(value) }
}

extension Tensor: CoordinateValue {
  /// The number of values.
  public var coordinateCount: Int { count }

  /// One block of the tensor's shape.
  public var coordinateParts: [CoordinatePart] { [CoordinatePart(shape: shape)] }

  /// Calls a function with the values in row-major order.
  public func withCoordinates<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try scalars.withUnsafeBufferPointer(body)
  }

  /// Replaces one value in place.
  public mutating func setCoordinate(_ index: Int, to value: Double) { scalars[index] = value }

  /// Replaces all values in place.
  public mutating func setCoordinates(_ values: UnsafeBufferPointer<Double>) {
    scalars.withUnsafeMutableBufferPointer { target in
      _ = target.update(fromContentsOf: values)
    }
  }
}

extension Tensor: StoredCoordinates {
  mutating func withStoredCoordinates(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
    scalars.withUnsafeMutableBufferPointer { body($0) }
  }
}
