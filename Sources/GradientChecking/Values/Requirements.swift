/// Refuses an option that does not fulfil its rule.
func require(_ condition: Bool, _ name: String, _ value: Any, _ rule: String) throws {
  if !condition {
    throw GradientCheckError.invalidOption(name: name, value: "\(value)", rule: rule)
  }
}

/// Refuses a list of another length than the one it belongs to.
func requireCount(_ actual: Int, _ expected: Int, _ what: String) throws {
  guard actual == expected else {
    throw GradientCheckError.countMismatch(what: what, expected: expected, actual: actual)
  }
}

/// Refuses NaN and infinity, naming the first position.
func requireFinite(
  _ values: some RandomAccessCollection<Double>,
  _ what: @autoclosure () -> String
) throws {
  if let position = values.firstIndex(where: { !$0.isFinite }) {
    let number = values.distance(from: values.startIndex, to: position)
    throw GradientCheckError.notFinite(
      what: values.count == 1 ? what() : "\(what()), at position \(number),",
      value: "\(values[position])"
    )
  }
}
