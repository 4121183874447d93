import Tensors

/// Checks that a backward function is linear in the upstream gradient.
///
///     B(αu + βv) = αB(u) + βB(v)   and   B(0) = 0
///
/// The chain rule makes every backward function linear in what comes from above. One that is not, such as
/// one that squares or ignores it, can still pass a gradient check at the one upstream gradient tried.
///
/// - Parameters:
///   - backward: The backward function, given the upstream gradient alone.
///   - output: Any value of the output's type and shape; its numbers do not matter.
///   - precision: The type in which the function computes.
///   - seed: Determines u, v, α and β.
/// - Returns: Whether both equations hold, up to rounding.
/// - Throws: ``GradientCheckError`` when a gradient has no coordinates, and what the function throws.
public func checkLinearInUpstream<Output: CoordinateValue, Gradient>(
  of backward: (Output) throws -> Gradient,
  output: Output,
  precision: Precision = Output.precision,
  seed: UInt64 = 1
) throws -> ContractCheck {
  func gradient(_ upstream: [Double]) throws -> ([Double], [CoordinatePart]) {
    let parts = try GradientParts(backward(output.replacingCoordinates(upstream)))
    return (parts.values.flatMap(\.coordinates), parts.named)
  }
  var random = RandomSource(seed: seed)
  let count = output.coordinateCount
  // Numbers that Float holds exactly, so that their combination is exact in both precisions.
  func draw() -> Double { (random.normal() * 64).rounded() / 64 }
  let u = (0..<count).map { _ in draw() }
  let v = (0..<count).map { _ in draw() }
  let (alpha, beta) = (0.75, -1.5)

  let (zero, zeroParts) = try gradient(Array(repeating: 0, count: count))
  if let position = firstDifference(zero, Array(repeating: 0, count: zero.count)) {
    return ContractCheck(
      rule: .linearInUpstream,
      holds: false,
      explanation: "With an upstream gradient of zeros every gradient is zero, "
        + "but \(label(position, in: zeroParts)) is \(precise(zero[position]))."
    )
  }
  let (fromU, _) = try gradient(u)
  let (fromV, _) = try gradient(v)
  let (combined, parts) = try gradient(zip(u, v).map { alpha * $0 + beta * $1 })
  let expected = zip(fromU, fromV).map { alpha * $0 + beta * $1 }
  let size = (fromU + fromV).reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
  let tolerance = size * (precision == .double ? 1e-10 : 1e-4)
  if let position = firstDifference(combined, expected, tolerance: tolerance) {
    return ContractCheck(
      rule: .linearInUpstream,
      holds: false,
      explanation: "B(\(alpha)·u − \(-beta)·v) should be \(alpha)·B(u) − \(-beta)·B(v), "
        + "but \(label(position, in: parts)) is \(precise(combined[position])) "
        + "where \(precise(expected[position])) is expected."
    )
  }
  return ContractCheck(
    rule: .linearInUpstream,
    holds: true,
    explanation: "B(0) = 0 and B(\(alpha)·u − \(-beta)·v) = \(alpha)·B(u) − \(-beta)·B(v)."
  )
}
