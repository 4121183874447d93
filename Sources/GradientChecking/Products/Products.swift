// Derivatives of a function of one value. Several inputs are one value too: put them in an array, or in a
// structure that lists its fields.

/// The Jacobian–vector product J·d, measured: how every output moves when the input moves along d.
///
///     (J·d)ⱼ = d/dt fⱼ(x + t·d) at t = 0
///
/// All outputs share the evaluations, about a hundred whatever the sizes.
///
/// - Parameters:
///   - function: f.
///   - input: x.
///   - direction: d, with as many coordinates as the input.
/// - Returns: One derivative per output coordinate.
/// - Throws: ``GradientCheckError`` on misuse, and what the function throws at the point itself.
public func jacobianVectorProduct<Input: CoordinateValue, Output: CoordinateValue>(
  of function: (Input) throws -> Output,
  at input: Input,
  along direction: Input
) throws -> [NumericDerivative] {
  try measuredProduct(of: function, at: input, along: direction)
    .map { $0.derivative(evaluations: $0.evaluations) }
}

/// The measurement of J·d, output by output.
func measuredProduct<Input: CoordinateValue, Output: CoordinateValue>(
  of function: (Input) throws -> Output,
  at input: Input,
  along direction: Input
) throws -> [LineMeasurement] {
  let direction = direction.coordinates
  try requireCount(direction.count, input.coordinateCount, "The direction")
  try requireFinite(direction, "The direction")
  let size = direction.reduce(0) { max($0, abs($1)) }
  try require(size > 0, "The direction", "zero", "different from zero")
  return try withEvaluator(of: function, at: input) { evaluator in
    var line = evaluator.line(along: direction, analytic: direction.map { _ in 0 })
    line.scale = powerOfTwo(notBelow: 1 / size)
    line.spacing = 0x1p-46 * line.scale
    line.analyticOutput = nil
    return try evaluator.measurements(along: line)
  }
}

/// One column of the Jacobian, measured: how every output moves with one coordinate of the input.
///
///     (J·eᵢ)ⱼ = ∂fⱼ/∂xᵢ
///
/// - Parameters:
///   - function: f.
///   - input: x.
///   - coordinate: i, from 0.
/// - Returns: One derivative per output coordinate.
/// - Throws: ``GradientCheckError`` on misuse, and what the function throws at the point itself.
public func jacobianColumn<Input: CoordinateValue, Output: CoordinateValue>(
  of function: (Input) throws -> Output,
  at input: Input,
  coordinate: Int
) throws -> [NumericDerivative] {
  let point = input.coordinates
  let name = "The coordinate of a Jacobian column"
  try require(point.indices.contains(coordinate), name, coordinate, "in 0..<\(point.count)")
  return try withEvaluator(of: function, at: input) { evaluator in
    try evaluator.measurements(along: evaluator.line(coordinate: coordinate))
      .map { $0.derivative(evaluations: $0.evaluations) }
  }
}

/// The vector–Jacobian product v·J, measured: the gradient of ⟨v, f(x)⟩.
///
///     (v·J)ᵢ = Σⱼ vⱼ ∂fⱼ/∂xᵢ
///
/// - Parameters:
///   - function: f.
///   - input: x.
///   - upstream: v, with as many coordinates as the output.
/// - Returns: One derivative per input coordinate.
/// - Throws: ``GradientCheckError`` on misuse, and what the function throws at the point itself.
public func vectorJacobianProduct<Input: CoordinateValue, Output: CoordinateValue>(
  of function: (Input) throws -> Output,
  at input: Input,
  upstream: Output
) throws -> [NumericDerivative] {
  try numericGradient(
    of: { try function(input.replacingCoordinates($0)).coordinates },
    at: input.coordinates,
    upstream: upstream.coordinates,
    precision: [Input.precision, Output.precision].contains(.single) ? .single : .double
  )
}

/// The Hessian–vector product H·d, measured by differencing a gradient.
///
///     (H·d)ⱼ = d/dt ∇ⱼ(x + t·d) at t = 0
///
/// Differencing the analytic gradient once is far more accurate than differencing the function twice. Check
/// the gradient first.
///
/// - Parameters:
///   - gradient: ∇, the gradient of a function with a single output.
///   - input: x.
///   - direction: d, with as many coordinates as the input.
/// - Returns: One derivative per coordinate.
/// - Throws: ``GradientCheckError`` on misuse, and what the gradient throws at the point itself.
public func hessianVectorProduct<Input: CoordinateValue, Gradient: CoordinateValue>(
  ofGradient gradient: (Input) throws -> Gradient,
  at input: Input,
  along direction: Input
) throws -> [NumericDerivative] {
  try jacobianVectorProduct(of: gradient, at: input, along: direction)
}

extension Evaluator {
  /// The measurement of every output along a line, from shared evaluations; the first one pays for them.
  fileprivate func measurements(along line: Line) throws -> [LineMeasurement] {
    var known: [Double: [Double]] = [:]
    return try base.indices.map { j in
      var single = line
      single.base = [line.base[j]]
      single.upstream = [1]
      single.outputs = { step, body in
        if known[step] == nil {
          known[step] = []
          _ = try line.outputs(step) { known[step] = Array($0) }
        }
        guard let values = known[step], !values.isEmpty else { return false }
        [values[j]].withUnsafeBufferPointer(body)
        return true
      }
      return try LineMeasurement(along: single, judging: .nan)
    }
  }
}

private func withEvaluator<Input: CoordinateValue, Output: CoordinateValue, Result>(
  of function: (Input) throws -> Output,
  at input: Input,
  _ body: (Evaluator) throws -> Result
) throws -> Result {
  let outputs = try function(input).coordinateCount
  return try withEvaluator(
    { try function(input.replacingCoordinates($0)).coordinates },
    at: input.coordinates,
    Array(repeating: 1, count: outputs),
    [Input.precision, Output.precision].contains(.single) ? .single : .double,
    body
  )
}
