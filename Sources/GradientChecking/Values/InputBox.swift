/// One input of a function, whatever its type, that can be changed while others stay.
class AnyInputBox {
  var anyValue: Any { preconditionFailure("A box holds a value.") }
  /// The box, if its coordinates can be moved.
  var movable: (any MovableInput)? { nil }
}

/// Holds one input of a function.
class InputBox<Value>: AnyInputBox {
  var value: Value
  override var anyValue: Any { value }
  init(_ value: Value) { self.value = value }
}

/// An input whose coordinates can be moved by code that does not know its type.
protocol MovableInput: AnyObject {
  var count: Int { get }
  var parts: [CoordinatePart] { get }
  func append(to coordinates: inout [Double])
  var precision: Precision { get }
  func set(_ index: Int, to value: Double)
  /// Lets a body write all coordinates.
  func write(_ body: (UnsafeMutableBufferPointer<Double>) -> Void)
}

/// An input whose coordinates can be moved.
class MovableInputBox<Value: CoordinateValue>: InputBox<Value>, MovableInput {
  override var movable: (any MovableInput)? { self }
  var count: Int { value.coordinateCount }
  var parts: [CoordinatePart] { value.coordinateParts }
  func append(to coordinates: inout [Double]) {
    value.withCoordinates { coordinates.append(contentsOf: $0) }
  }
  var precision: Precision { Value.precision }
  func set(_ index: Int, to newValue: Double) { value.setCoordinate(index, to: newValue) }
  func write(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { room in
      room.initialize(repeating: 0)
      body(room)
      value.setCoordinates(UnsafeBufferPointer(room))
    }
  }
}

/// A value whose coordinates lie side by side in memory.
protocol StoredCoordinates: CoordinateValue {
  mutating func withStoredCoordinates(_ body: (UnsafeMutableBufferPointer<Double>) -> Void)
}

/// An input whose coordinates are moved where they lie.
final class StoredInputBox<Value: StoredCoordinates>: MovableInputBox<Value> {
  override func write(_ body: (UnsafeMutableBufferPointer<Double>) -> Void) {
    value.withStoredCoordinates(body)
  }
}

/// A box of the kind that the value allows: movable when it has coordinates.
func inputBox<Value>(_ value: Value) -> InputBox<Value> {
  func stored<Known: StoredCoordinates>(_ value: Known) -> AnyInputBox { StoredInputBox(value) }
  func movable<Known: CoordinateValue>(_ value: Known) -> AnyInputBox { MovableInputBox(value) }
  var box: AnyInputBox?
  if let known = value as? any StoredCoordinates {
    box = stored(known)
  } else if let known = value as? any CoordinateValue {
    box = movable(known)
  }
  return box as? InputBox<Value> ?? InputBox(value)
}
