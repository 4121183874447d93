/// A function with its inputs in boxes, to be called wherever the boxes stand.
struct BoxedFunction<Output> {
  /// The inputs.
  let boxes: [AnyInputBox]
  /// Calls the function with what the boxes hold now.
  let call: () throws -> Output

  init<each Input>(
    _ function: @escaping (repeat each Input) throws -> Output,
    _ inputs: repeat each Input
  ) {
    var list: [AnyInputBox] = []
    for input in repeat each inputs { list.append(inputBox(input)) }
    let boxes = list
    self.boxes = boxes
    // The boxes are told apart by position: to take them from a tuple, its type would be looked up in every call.
    call = {
      var position = 0
      func next<Value>(_ type: Value.Type) -> Value {
        defer { position += 1 }
        return unsafeDowncast(boxes[position], to: InputBox<Value>.self).value
      }
      return try function(repeat next((each Input).self))
    }
  }
}
