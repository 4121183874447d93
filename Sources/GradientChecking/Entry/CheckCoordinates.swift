/// Compares an analytic gradient with finite differences, one coordinate after the other.
///
///     analyticᵢ  against  ∂/∂xᵢ Σⱼ upstreamⱼ·fⱼ(x)
///
/// Each coordinate costs two to four evaluations where the function is smooth and the value right, and
/// some hundred where it has to be looked at closely.
///
/// - Parameters:
///   - function: f, from the coordinates of the inputs to the outputs. Where it throws or is not finite
///     away from the point, it counts as undefined there.
///   - point: x, where the gradient is checked.
///   - upstream: One weight per output: the gradient of a loss with respect to that output. Use random
///     numbers; with all ones, errors that sum to zero over the outputs escape.
///   - analytic: One derivative per coordinate, as the backward function under test returned it.
///   - precision: The type in which the function computes.
///   - coordinates: Which coordinates to check; all by default.
/// - Returns: One comparison per coordinate checked, in order.
/// - Throws: ``GradientCheckError`` when the sizes do not fit or the function is not finite at the point,
///   and what the function throws at the point itself.
public func checkCoordinates(
  of function: ([Double]) throws -> [Double],
  at point: [Double],
  upstream: [Double],
  analytic: [Double],
  precision: Precision = .double,
  coordinates: [Int]? = nil
) throws -> [CoordinateCheck] {
  try requireCount(analytic.count, point.count, "The analytic gradient")
  return try withEvaluator(function, at: point, upstream, precision) { evaluator in
    let indices = try known(coordinates, of: point)
    if let repetition = try evaluator.repetition() {
      return indices.map { i in
        CoordinateCheck(
          index: i,
          analytic: analytic[i],
          numeric: .nan,
          errorBound: abs(repetition.second - repetition.first),
          classification: .inconclusive(.notRepeatable),
          evaluations: 1
        )
      }
    }
    let run = CoordinateRun([evaluator], analytic: analytic, options: GradientCheckOptions())
    try run.check(indices)
    try run.judgeKinksTogether(seed: 1)
    return run.checks
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
  try withEvaluator(function, at: point, upstream, precision) { evaluator in
    try known(coordinates, of: point).map { try evaluator.derivative(coordinate: $0) }
  }
}

/// The coordinates asked for, each of which must exist.
private func known(_ coordinates: [Int]?, of point: [Double]) throws -> [Int] {
  let chosen = coordinates ?? Array(point.indices)
  for i in chosen {
    try require(point.indices.contains(i), "A coordinate to check", i, "in 0..<\(point.count)")
  }
  return chosen
}

/// Makes an evaluator of a function of a flat list of numbers.
func withEvaluator<Result>(
  _ function: ([Double]) throws -> [Double],
  at point: [Double],
  _ upstream: [Double],
  _ precision: Precision,
  _ body: (Evaluator) throws -> Result
) throws -> Result {
  guard !point.isEmpty else { throw GradientCheckError.noCoordinates }
  try requireFinite(point, "The point")
  try requireFinite(upstream, "The upstream gradient")
  let base = try function(point)
  try requireCount(upstream.count, base.count, "The upstream gradient")
  try requireFinite(base, "The output of the function")
  var moved = point
  return try withoutActuallyEscaping(function) { function in
    let evaluator = Evaluator(
      point: point,
      storage: [(point.indices, precision)],
      base: base,
      upstream: upstream,
      precision: precision,
      set: { moved[$0] = $1 },
      write: { _, body in moved.withUnsafeMutableBufferPointer { body($0) } },
      call: { body in
        let outputs = try function(moved)
        guard outputs.count == base.count else {
          throw GradientCheckError.outputChanged(expected: base.count, actual: outputs.count)
        }
        outputs.withUnsafeBufferPointer(body)
      }
    )
    return try body(evaluator)
  }
}
