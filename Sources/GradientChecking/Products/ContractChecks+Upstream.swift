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
///   - seed: Determines u and v.
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
  let (zero, zeroParts) = try gradient(Array(repeating: 0, count: count))
  let (fromU, _) = try gradient(u)
  let (fromV, _) = try gradient(v)
  let (combined, parts) = try gradient(UpstreamLinearity.combination(u, v))
  func check(_ holds: Bool, _ explanation: String) -> ContractCheck {
    ContractCheck(rule: .linearInUpstream, holds: holds, explanation: explanation)
  }
  switch UpstreamLinearity(fromU, fromV, combined: combined, zero: zero, precision: precision) {
  case .linear: return check(true, "B(0) = 0 and B(2·u − 3·v) = 2·B(u) − 3·B(v).")
  case .ignoresUpstream:
    return check(false, "The gradient is the same for every upstream gradient.")
  case .notZeroAtZero(let position):
    return check(
      false,
      "With an upstream gradient of zeros every gradient is zero, "
        + "but \(label(position, in: zeroParts)) is \(NumberFormat.precise(zero[position]))."
    )
  case .notLinear(let position):
    let expected = UpstreamLinearity.combination(fromU, fromV)[position]
    return check(
      false,
      "B(2·u − 3·v) should be 2·B(u) − 3·B(v), but \(label(position, in: parts)) is "
        + "\(NumberFormat.precise(combined[position])) where \(NumberFormat.precise(expected)) is expected."
    )
  }
}
