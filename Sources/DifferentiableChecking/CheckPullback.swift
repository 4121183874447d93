#if canImport(_Differentiation)
  import GradientChecking
  import _Differentiation

  /// Checks a function that returns a value and its pullback, as one for `@derivative(of:)` does.
  ///
  ///     func cube(_ x: Double) -> Double { x * x * x }
  ///     func cubeDerivative(_ x: Double) -> (value: Double, pullback: (Double) -> Double) {
  ///       (x * x * x, { upstream in upstream * 3 * x * x })
  ///     }
  ///
  ///     let report = try checkDerivative(of: cube, valueWithPullback: cubeDerivative, at: 2)
  ///
  /// The derivative need not be registered with the compiler.
  ///
  /// - Parameters:
  ///   - function: The function; it need not be differentiable.
  ///   - derivative: Returns the value of the function, and its pullback: upstream gradient to gradient.
  ///   - a: Where to check.
  ///   - names: The names of the inputs in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: The report; ask `passed`.
  /// - Throws: ``DerivativeError`` when the derivative cannot be compared, `GradientCheckError` on misuse,
  ///   `CancellationError` when the task is cancelled, and whatever the functions throw at the point itself.
  public func checkDerivative<A, Output>(
    of function: @escaping (A) throws -> Output,
    valueWithPullback derivative: (A) throws -> (
      value: Output, pullback: (Output.TangentVector) -> A.TangentVector
    ),
    at a: A,
    names: [String] = [],
    options: GradientCheckOptions = GradientCheckOptions()
  ) throws -> GradientReport
  where A: CoordinateValue & Differentiable, Output: TangentConvertible {
    try checkGradient(
      of: function,
      backward: { (upstream: Output, a: A) in
        let (value, pullback) = try derivative(a)
        try requireSameValue(value, function(a))
        return try TangentCoordinates(pullback(upstream.tangent), shapedLike: a)
      },
      at: a,
      names: names,
      options: options
    )
  }

  /// Checks a function of several inputs that returns a value and its pullback.
  ///
  /// As the form for one input, with respect to all of them.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - derivative: Returns the value of the function, and its pullback.
  ///   - inputs: Where to check.
  ///   - names: The names of the inputs in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: The report.
  /// - Throws: As for one input.
  public func checkDerivative<each Input: CoordinateValue & Differentiable, Output>(
    of function: @escaping (repeat each Input) throws -> Output,
    valueWithPullback derivative: (repeat each Input) throws -> (
      value: Output, pullback: (Output.TangentVector) -> (repeat (each Input).TangentVector)
    ),
    at inputs: repeat each Input,
    names: [String] = [],
    options: GradientCheckOptions = GradientCheckOptions()
  ) throws -> GradientReport
  where Output: TangentConvertible {
    try checkGradient(
      of: function,
      backward: { (upstream: Output, input: repeat each Input) -> Any in
        let (value, pullback) = try derivative(repeat each input)
        try requireSameValue(value, function(repeat each input))
        let tangents = pullback(upstream.tangent)
        return (repeat try TangentCoordinates(each tangents, shapedLike: each input))
      },
      at: repeat each inputs,
      names: names,
      options: options
    )
  }

  /// Refuses a derivative that returns another value than its function: it belongs to another function.
  ///
  /// Both may be computed by different formulas, so they need only agree to half of the digits.
  private func requireSameValue<Output: CoordinateValue>(
    _ actual: Output,
    _ expected: Output
  ) throws {
    let (actual, expected) = (actual.coordinates, expected.coordinates)
    guard actual.count == expected.count else {
      throw DerivativeError.valueCount(expected: expected.count, actual: actual.count)
    }
    let size = expected.reduce(0) { max($0, abs($1)) }
    let tolerance = size * (Output.precision == .single ? 0x1p-12 : 0x1p-26)
    for (i, (a, e)) in zip(actual, expected).enumerated() where !(abs(a - e) <= tolerance) {
      throw DerivativeError.valueDiffers(output: i, expected: e, actual: a)
    }
  }
#endif
