/// Holds one input of a function, so that it can be changed in place while others stay.
class InputBox<Value>: BoxedInput {
  var value: Value
  var anyValue: Any { value }
  init(_ value: Value) { self.value = value }
}

/// A box, whatever the type of its value.
protocol BoxedInput: AnyObject {
  var anyValue: Any { get }
}

/// An input whose coordinates can be moved by code that does not know its type.
protocol MovableInput: AnyObject {
  var count: Int { get }
  var parts: [CoordinatePart] { get }
  var coordinates: [Double] { get }
  var precision: Precision { get }
  func set(_ index: Int, to value: Double)
  func setAll(_ values: UnsafeBufferPointer<Double>)
}

/// An input whose coordinates can be moved.
final class MovableInputBox<Value: CoordinateValue>: InputBox<Value>, MovableInput {
  var count: Int { value.coordinateCount }
  var parts: [CoordinatePart] { value.coordinateParts }
  var coordinates: [Double] { value.coordinates }
  var precision: Precision { Value.precision }
  func set(_ index: Int, to newValue: Double) { value.setCoordinate(index, to: newValue) }
  func setAll(_ values: UnsafeBufferPointer<Double>) { value.setCoordinates(values) }
}

/// A box of the kind that the value allows: movable when it has coordinates.
func inputBox<Value>(_ value: Value) -> InputBox<Value> {
  func movable<Known: CoordinateValue>(_ value: Known) -> AnyObject { MovableInputBox(value) }
  if let known = value as? any CoordinateValue,
    let box = movable(known) as? InputBox<Value>
  {
    return box
  }
  return InputBox(value)
}
