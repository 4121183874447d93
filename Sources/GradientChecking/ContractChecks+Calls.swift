/// Checks that a function returns the same bits when it is called again with the same inputs.
///
/// - Parameters:
///   - function: The function, given nothing: capture its inputs.
///   - calls: How often to call it, at least twice.
/// - Returns: Whether all results agree bit for bit; NaN counts as equal to NaN.
/// - Throws: ``GradientCheckError`` when a result has no coordinates, and what the function throws.
public func checkDeterministic<Result>(
  of function: () throws -> Result,
  calls: Int = 3
) throws -> ContractCheck {
  guard calls >= 2 else {
    throw GradientCheckError.invalidOption(
      name: "The number of calls",
      value: "\(calls)",
      rule: "at least 2"
    )
  }
  let first = try GradientParts(function())
  let expected = first.values.flatMap(\.coordinates)
  for call in 2...calls {
    let actual = try GradientParts(function()).values.flatMap(\.coordinates)
    if let position = firstDifference(actual, expected) {
      let both = position < min(actual.count, expected.count)
      return ContractCheck(
        rule: .deterministic,
        holds: false,
        explanation: both
          ? "Call \(call) gave \(actual[position]) at \(label(position, in: first.named)), "
            + "where the first gave \(expected[position])."
          : "Call \(call) gave \(counted(actual.count, "number")), "
            + "where the first gave \(grouped(expected.count))."
      )
    }
  }
  return ContractCheck(
    rule: .deterministic,
    holds: true,
    explanation: "\(calls) calls agreed bit for bit."
  )
}

/// Checks that a call leaves its inputs as they were.
///
/// Swift's value types cannot be changed by a function that receives them; inputs that hold a reference
/// or a pointer can.
///
/// - Parameters:
///   - function: The function; what it returns is not looked at.
///   - inputs: What it is called with. Those without coordinates are not compared.
/// - Returns: Whether all coordinates are the same bits after the call.
/// - Throws: What the function throws.
public func checkInputsUnchanged<each Input, Output>(
  of function: (repeat each Input) throws -> Output,
  at inputs: repeat each Input
) throws -> ContractCheck {
  var values: [any CoordinateValue] = []
  for input in repeat each inputs {
    if let value = input as? any CoordinateValue { values.append(value) }
  }
  let before = values.map(\.coordinates)
  _ = try function(repeat each inputs)
  for (number, (value, before)) in zip(values, before).enumerated() {
    let after = value.coordinates
    if let position = firstDifference(after, before) {
      return ContractCheck(
        rule: .inputsUnchanged,
        holds: false,
        explanation: "The call changed input \(number + 1) at "
          + "\(label(position, in: value.coordinateParts)) from \(precise(before[position])) "
          + "to \(precise(after[position]))."
      )
    }
  }
  return ContractCheck(
    rule: .inputsUnchanged,
    holds: true,
    explanation: "\(counted(values.count, "input")) unchanged."
  )
}

/// Checks that every gradient has the shape of its input.
///
/// - Parameters:
///   - gradient: What a backward function returned: one gradient, or a tuple of them.
///   - inputs: The differentiated inputs, in the order of the gradients.
/// - Returns: Whether all shapes agree.
/// - Throws: ``GradientCheckError`` when a gradient has no coordinates or their number is another.
public func checkReturnedShapes<each Input: CoordinateValue, Gradient>(
  of gradient: Gradient,
  matching inputs: repeat each Input
) throws -> ContractCheck {
  var expected: [[CoordinatePart]] = []
  for input in repeat each inputs { expected.append(input.coordinateParts) }
  let parts = try GradientParts(gradient)
  guard parts.values.count == expected.count else {
    throw GradientCheckError.gradientCount(
      inputs: expected.indices.map { "input \($0 + 1)" },
      gradients: parts.values.count
    )
  }
  for (number, (value, input)) in zip(parts.values, expected).enumerated() {
    let actual = value.coordinateParts.map(\.shape)
    guard actual != input.map(\.shape) else { continue }
    return ContractCheck(
      rule: .returnedShapes,
      holds: false,
      explanation: "The gradient of \(parts.labels[number] ?? "input \(number + 1)") has shape "
        + "\(shapeText(actual)), where the input has \(shapeText(input.map(\.shape)))."
    )
  }
  return ContractCheck(
    rule: .returnedShapes,
    holds: true,
    explanation: "\(counted(expected.count, "gradient")) with the shape of the input."
  )
}
