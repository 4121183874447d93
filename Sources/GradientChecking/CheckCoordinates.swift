/// Compares a claimed gradient with finite differences, one coordinate after the other.
///
///     claimedᵢ  against  ∂/∂xᵢ Σⱼ upstreamⱼ·fⱼ(x)
///
/// Each coordinate costs two to four evaluations where the function is smooth and the claim right, and about
/// ninety where it has to be looked at closely.
///
/// - Parameters:
///   - function: f, from the coordinates of the inputs to the outputs. Where it throws or is not finite
///     away from the point, it counts as undefined there.
///   - point: x, where the gradient is checked.
///   - upstream: One weight per output: the gradient of a loss with respect to that output. Use random
///     numbers; with all ones, errors that sum to zero over the outputs escape.
///   - claimed: One derivative per coordinate, as the backward function under test returned it.
///   - precision: The type in which the function computes.
///   - coordinates: Which coordinates to check; all by default.
/// - Returns: One comparison per coordinate checked, in order.
/// - Throws: ``GradientCheckError`` when the sizes do not fit or the function is not finite at the point,
///   and what the function throws at the point itself.
public func checkCoordinates(
  of function: ([Double]) throws -> [Double],
  at point: [Double],
  upstream: [Double],
  claimed: [Double],
  precision: Precision = .double,
  coordinates: [Int]? = nil
) throws -> [CoordinateCheck] {
  guard claimed.count == point.count else {
    throw GradientCheckError.countMismatch(
      what: "The claimed gradient",
      expected: point.count,
      actual: claimed.count
    )
  }
  return try withMeasured(function, at: point, upstream, precision, coordinates) { line, i in
    try CoordinateCheck(index: i, analytic: claimed[i], along: line)
  }
}

/// Measures the gradient of a function by finite differences, with an error bound for each coordinate.
///
///     ∂/∂xᵢ Σⱼ upstreamⱼ·fⱼ(x)
///
/// - Parameters:
///   - function: f, from the coordinates of the inputs to the outputs.
///   - point: x, where the gradient is measured.
///   - upstream: One weight per output.
///   - precision: The type in which the function computes.
///   - coordinates: Which coordinates to measure; all by default.
/// - Returns: One derivative per coordinate, in order.
/// - Throws: ``GradientCheckError`` when the sizes do not fit or the function is not finite at the point,
///   and what the function throws at the point itself.
public func numericGradient(
  of function: ([Double]) throws -> [Double],
  at point: [Double],
  upstream: [Double],
  precision: Precision = .double,
  coordinates: [Int]? = nil
) throws -> [NumericDerivative] {
  try withMeasured(function, at: point, upstream, precision, coordinates) { line, _ in
    try NumericDerivative.measured(along: line)
  }
}

private func withMeasured<Result>(
  _ function: ([Double]) throws -> [Double],
  at point: [Double],
  _ upstream: [Double],
  _ precision: Precision,
  _ coordinates: [Int]?,
  _ measure: (Line, Int) throws -> Result
) throws -> [Result] {
  try withoutActuallyEscaping(function) { function in
    var vector = try VectorFunction(function, at: point, upstream: upstream, precision: precision)
    return try (coordinates ?? Array(point.indices)).map { i in
      guard point.indices.contains(i) else {
        throw GradientCheckError.invalidOption(
          name: "A coordinate to check",
          value: "\(i)",
          rule: "in 0..<\(point.count)"
        )
      }
      let line = Line(
        scale: max(1, abs(point[i])),
        precision: precision,
        baseMagnitude: vector.weights.magnitude,
        sample: { try vector.sample(coordinate: i, step: $0) }
      )
      return try measure(line, i)
    }
  }
}
