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
  try require(directions > 0, "The number of directions", directions, "positive")
  func check(_ holds: Bool, _ explanation: String) -> ContractCheck {
    ContractCheck(rule: .secondOrder, holds: holds, explanation: explanation)
  }
  var random = RandomSource(seed: seed)
  var open: ContractCheck?
  var compared = 0
  for _ in 0..<directions {
    let coordinates = random.normals(input.coordinateCount)
    let direction = input.replacingCoordinates(coordinates)
    let measured = try measuredProduct(of: gradient, at: input, along: direction)
    let value = try product(input, direction)
    let analytic = value.coordinates
    guard analytic.count == measured.count else {
      return check(
        false,
        "The product has \(counted(analytic.count, "number")), "
          + "where \(grouped(measured.count)) are expected."
      )
    }
    for (i, (analytic, numeric)) in zip(analytic, measured).enumerated() {
      let classification = numeric.classification(of: analytic)
      compared += 1
      if classification.outcome == .passed { continue }
      let bound = numeric.errorBound(of: analytic)
      let finding = check(
        false,
        "\(label(i, in: value.coordinateParts)) is \(NumberFormat.precise(analytic)), but the differences "
          + "give \(NumberFormat.precise(numeric.value)) ± \(NumberFormat.scientific(bound)) (\(classification.name))."
      )
      if classification.outcome == .failed { return finding }
      open = open ?? finding
    }
  }
  return open
    ?? check(
      true,
      "\(counted(compared, "number")) agree along \(counted(directions, "direction"))."
    )
}
