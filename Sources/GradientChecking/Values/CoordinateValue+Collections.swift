extension Array: CoordinateValue where Element: CoordinateValue {
  /// The precision of the elements.
  public static var precision: Precision { Element.precision }

  /// The coordinates of all elements.
  public var coordinateCount: Int {
    Element.self == Double.self ? count : reduce(0) { $0 + $1.coordinateCount }
  }

  /// One block for numbers; for anything else the blocks of every element, called `[0]`, `[1]` ….
  public var coordinateParts: [CoordinatePart] {
    if Element.self == Double.self || Element.self == Float.self {
      return [CoordinatePart(shape: [count])]
    }
    return enumerated().flatMap { i, element in
      element.coordinateParts.map { $0.nested(in: "[\(i)]") }
    }
  }

  /// Calls a function with the coordinates of all elements, one after the other.
  public func withCoordinates<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    if let numbers = self as? [Double] { return try numbers.withUnsafeBufferPointer(body) }
    var numbers: [Double] = []
    numbers.reserveCapacity(coordinateCount)
    for element in self { element.withCoordinates { numbers.append(contentsOf: $0) } }
    return try numbers.withUnsafeBufferPointer(body)
  }

  /// Replaces one coordinate of the element that holds it.
  public mutating func setCoordinate(_ index: Int, to value: Double) {
    if Element.self == Double.self || Element.self == Float.self {
      self[index].setCoordinate(0, to: value)
      return
    }
    var rest = index
    for i in indices {
      let size = self[i].coordinateCount
      if rest < size {
        self[i].setCoordinate(rest, to: value)
        return
      }
      rest -= size
    }
    preconditionFailure("Coordinate \(index) of an array with \(coordinateCount) coordinates.")
  }

  /// Replaces the coordinates of all elements.
  public mutating func setCoordinates(_ values: UnsafeBufferPointer<Double>) {
    if Element.self == Double.self {
      withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(values)) }
      return
    }
    if Element.self == Float.self {
      withUnsafeMutableBytes { bytes in
        let floats = bytes.assumingMemoryBound(to: Float.self)
        for i in values.indices { floats[i] = Float(values[i]) }
      }
      return
    }
    var start = 0
    for i in indices {
      let end = start + self[i].coordinateCount
      self[i].setCoordinates(UnsafeBufferPointer(rebasing: values[start..<end]))
      start = end
    }
  }
}

extension Array: StoredCoordinates where Element == Double {
  mutating func withStoredCoordinates(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
    withUnsafeMutableBufferPointer { body($0) }
  }
}

/// A number that can stand in a SIMD vector and be moved.
public protocol CoordinateScalar: CoordinateValue, BinaryFloatingPoint, SIMDScalar, Codable {}

extension Double: CoordinateScalar {}
extension Float: CoordinateScalar {}

extension SIMD where Self: CoordinateValue, Scalar: CoordinateScalar {
  /// The precision of the lanes.
  public static var precision: Precision { Scalar.precision }

  /// The number of lanes.
  public var coordinateCount: Int { scalarCount }

  /// One block with an index per lane.
  public var coordinateParts: [CoordinatePart] { [CoordinatePart(shape: [scalarCount])] }

  /// Calls a function with all lanes.
  public func withCoordinates<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try indices.map { Double(self[$0]) }.withUnsafeBufferPointer(body)
  }

  /// Replaces one lane.
  public mutating func setCoordinate(_ index: Int, to value: Double) {
    self[index] = Scalar(value)
  }
}

extension SIMD2: CoordinateValue where Scalar: CoordinateScalar {}
extension SIMD3: CoordinateValue where Scalar: CoordinateScalar {}
extension SIMD4: CoordinateValue where Scalar: CoordinateScalar {}
extension SIMD8: CoordinateValue where Scalar: CoordinateScalar {}
extension SIMD16: CoordinateValue where Scalar: CoordinateScalar {}
extension SIMD32: CoordinateValue where Scalar: CoordinateScalar {}
extension SIMD64: CoordinateValue where Scalar: CoordinateScalar {}
