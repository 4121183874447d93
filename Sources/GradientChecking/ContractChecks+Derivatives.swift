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
  try checkProduct(.secondOrder, of: gradient, product, at: input, directions, seed)
}

/// Checks a hand-written forward-mode derivative against finite differences.
///
///     J·d  against  d/dt f(x + t·d) at t = 0
///
/// - Parameters:
///   - function: f.
///   - product: (x, d) ↦ J·d, the function under test.
///   - input: x.
///   - directions: How many random directions to try.
///   - seed: Determines the directions.
/// - Returns: Whether every output of every product agrees.
/// - Throws: ``GradientCheckError`` on misuse, and what the functions throw at the point itself.
public func checkForwardMode<Input: CoordinateValue, Output: CoordinateValue>(
  of function: (Input) throws -> Output,
  jacobianVectorProduct product: (Input, Input) throws -> Output,
  at input: Input,
  directions: Int = 2,
  seed: UInt64 = 1
) throws -> ContractCheck {
  try checkProduct(.forwardMode, of: function, product, at: input, directions, seed)
}

private func checkProduct<Input: CoordinateValue, Output: CoordinateValue>(
  _ rule: ContractCheck.Rule,
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
  let precision: Precision =
    [Input.precision, Output.precision].contains(.single) ? .single : .double
  var random = RandomSource(seed: seed)
  var open: ContractCheck?
  var compared = 0
  for _ in 0..<directions {
    let coordinates = (0..<input.coordinateCount).map { _ in random.normal() }
    let direction = input.replacingCoordinates(coordinates)
    let measured = try jacobianVectorProduct(of: function, at: input, along: direction)
    let value = try product(input, direction)
    let claimed = value.coordinates
    guard claimed.count == measured.count else {
      return ContractCheck(
        rule: rule,
        holds: false,
        explanation: "The product has \(counted(claimed.count, "number")), "
          + "where \(grouped(measured.count)) are expected."
      )
    }
    for (i, (claim, numeric)) in zip(claimed, measured).enumerated() {
      let classification = numeric.classification(of: claim, precision: precision)
      compared += 1
      if classification.outcome == .passed { continue }
      let finding = ContractCheck(
        rule: rule,
        holds: false,
        explanation:
          "\(label(i, in: value.coordinateParts)) is \(precise(claim)), but the differences "
          + "give \(precise(numeric.value)) ± \(scientific(numeric.errorBound)) "
          + "(\(classification.name))."
      )
      if classification.outcome == .failed { return finding }
      open = open ?? finding
    }
  }
  return open
    ?? ContractCheck(
      rule: rule,
      holds: true,
      explanation: "\(counted(compared, "number")) agree along \(counted(directions, "direction"))."
    )
}

/// Checks that a batch gives what its items give one by one.
///
///     f(x)[n] = f(x[n ..< n + 1])[0]   for every n
///
/// It holds for every layer that treats the items of a batch apart; not for batch normalisation.
///
/// - Parameters:
///   - function: f, from a batch to a batch: the first axis of input and output counts items.
///   - input: A batch of at least two items.
///   - tolerance: The difference allowed, relative to the largest output.
/// - Returns: Whether all items agree.
/// - Throws: ``GradientCheckError`` when the batch has less than two items, and what the function throws.
public func checkBatchEqualsItems(
  of function: (Tensor) throws -> Tensor,
  at input: Tensor,
  tolerance: Double = 1e-12
) throws -> ContractCheck {
  guard let items = input.shape.first, items >= 2 else {
    throw GradientCheckError.invalidOption(
      name: "The batch",
      value: "of shape \(input.shape)",
      rule: "one with at least 2 items on its first axis"
    )
  }
  let batch = try function(input)
  guard batch.shape.first == items else {
    return ContractCheck(
      rule: .batchEqualsItems,
      holds: false,
      explanation: "A batch of \(items) items gave an output of shape \(batch.shape)."
    )
  }
  let size = batch.scalars.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
  let length = batch.count / items
  for n in 0..<items {
    let item = try function(input.sliced(n..<n + 1, axis: 0))
    let expected = Array(batch.scalars[n * length..<(n + 1) * length])
    if let position = firstDifference(item.scalars, expected, tolerance: tolerance * size) {
      let known = position < min(item.count, length)
      return ContractCheck(
        rule: .batchEqualsItems,
        holds: false,
        explanation: known
          ? "Item \(n) alone gives \(precise(item.scalars[position])) at position \(position), "
            + "in the batch \(precise(expected[position]))."
          : "Item \(n) alone gives \(counted(item.count, "number")), in the batch \(grouped(length))."
      )
    }
  }
  return ContractCheck(
    rule: .batchEqualsItems,
    holds: true,
    explanation: "\(items) items agree with the batch."
  )
}
