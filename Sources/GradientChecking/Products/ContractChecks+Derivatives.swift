import Tensors

/// Checks a hand-written Hessian–vector product against differences of the gradient.
///
///     H·d  against  d/dt ∇(x + t·d) at t = 0
///
/// - Parameters:
///   - gradient: ∇, the gradient of a function with a single output; check it first.
///   - product: (x, d) ↦ H·d, the function under test.
///   - input: x.
///   - directions: How many random directions to try.
///   - seed: Determines the directions.
/// - Returns: Whether every coordinate of every product agrees.
/// - Throws: ``GradientCheckError`` on misuse, and what the functions throw at the point itself.
public func checkSecondOrder<Input: CoordinateValue, Gradient: CoordinateValue>(
  gradient: (Input) throws -> Gradient,
  hessianVectorProduct product: (Input, Input) throws -> Gradient,
  at input: Input,
  directions: Int = 2,
  seed: UInt64 = 1
) throws -> ContractCheck {
  try checkProduct(of: gradient, product, at: input, directions, seed)
}

private func checkProduct<Input: CoordinateValue, Output: CoordinateValue>(
  of function: (Input) throws -> Output,
  _ product: (Input, Input) throws -> Output,
  at input: Input,
  _ directions: Int,
  _ seed: UInt64
) throws -> ContractCheck {
  guard directions > 0 else {
    throw GradientCheckError.invalidOption(
      name: "The number of directions",
      value: "\(directions)",
      rule: "positive"
    )
  }
  var random = RandomSource(seed: seed)
  var open: ContractCheck?
  var compared = 0
  for _ in 0..<directions {
    let coordinates = (0..<input.coordinateCount).map { _ in random.normal() }
    let direction = input.replacingCoordinates(coordinates)
    let measured = try measuredProduct(of: function, at: input, along: direction)
    let value = try product(input, direction)
    let claimed = value.coordinates
    guard claimed.count == measured.count else {
      return ContractCheck(
        rule: .secondOrder,
        holds: false,
        explanation: "The product has \(counted(claimed.count, "number")), "
          + "where \(grouped(measured.count)) are expected."
      )
    }
    for (i, (claim, numeric)) in zip(claimed, measured).enumerated() {
      let classification = numeric.classification(of: claim)
      compared += 1
      if classification.outcome == .passed { continue }
      let finding = ContractCheck(
        rule: .secondOrder,
        holds: false,
        explanation:
          "\(label(i, in: value.coordinateParts)) is \(precise(claim)), but the differences "
          + "give \(precise(numeric.value)) ± \(scientific(numeric.errorBound(of: claim))) "
          + "(\(classification.name))."
      )
      if classification.outcome == .failed { return finding }
      open = open ?? finding
    }
  }
  return open
    ?? ContractCheck(
      rule: .secondOrder,
      holds: true,
      explanation: "\(counted(compared, "number")) agree along \(counted(directions, "direction"))."
    )
}
