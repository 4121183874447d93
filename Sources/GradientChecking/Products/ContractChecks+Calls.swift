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
  try require(calls >= 2, "The number of calls", calls, "at least 2")
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
  let explanation = "\(calls) calls agreed bit for bit."
  return ContractCheck(rule: .deterministic, holds: true, explanation: explanation)
}
