/// A function with its inputs in boxes, to be called wherever the boxes stand.
struct BoxedFunction<Output> {
  /// The boxes, each of which may be a ``MovableInput``.
  let boxes: [AnyObject]
  /// Calls the function with what the boxes hold now.
  let call: () throws -> Output

  init<each Input>(
    _ function: @escaping (repeat each Input) throws -> Output,
    _ inputs: repeat each Input
  ) {
    let boxes = (repeat inputBox(each inputs))
    var list: [AnyObject] = []
    for box in repeat each boxes { list.append(box) }
    self.boxes = list
    call = { try function(repeat content(each boxes)) }
  }
}

/// The value in a box. (A member access on a pack element, `(each boxes).value`, crashes the 6.3 compiler.)
private func content<Value>(_ box: InputBox<Value>) -> Value { box.value }
