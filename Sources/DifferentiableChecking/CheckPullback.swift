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
  ///   - names: What the inputs are called in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: What was found; ask `passed`.
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

  /// Checks a function of two inputs that returns a value and its pullback.
  ///
  /// As ``checkDerivative(of:valueWithPullback:at:names:options:)``, with respect to both inputs.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - derivative: Returns the value of the function, and its pullback.
  ///   - a: The first input.
  ///   - b: The second input.
  ///   - names: What the inputs are called in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: What was found.
  /// - Throws: As for one input.
  public func checkDerivative<A, B, Output>(
    of function: @escaping (A, B) throws -> Output,
    valueWithPullback derivative: (A, B) throws -> (
      value: Output, pullback: (Output.TangentVector) -> (A.TangentVector, B.TangentVector)
    ),
    at a: A,
    _ b: B,
    names: [String] = [],
    options: GradientCheckOptions = GradientCheckOptions()
  ) throws -> GradientReport
  where
    A: CoordinateValue & Differentiable,
    B: CoordinateValue & Differentiable,
    Output: TangentConvertible
  {
    try checkGradient(
      of: function,
      backward: { (upstream: Output, a: A, b: B) in
        let (value, pullback) = try derivative(a, b)
        try requireSameValue(value, function(a, b))
        let tangents = pullback(upstream.tangent)
        return (
          try TangentCoordinates(tangents.0, shapedLike: a),
          try TangentCoordinates(tangents.1, shapedLike: b)
        )
      },
      at: a,
      b,
      names: names,
      options: options
    )
  }

  /// Checks a function of three inputs that returns a value and its pullback.
  ///
  /// As ``checkDerivative(of:valueWithPullback:at:names:options:)``, with respect to all three inputs.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - derivative: Returns the value of the function, and its pullback.
  ///   - a: The first input.
  ///   - b: The second input.
  ///   - c: The third input.
  ///   - names: What the inputs are called in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: What was found.
  /// - Throws: As for one input.
  public func checkDerivative<A, B, C, Output>(
    of function: @escaping (A, B, C) throws -> Output,
    valueWithPullback derivative: (A, B, C) throws -> (
      value: Output,
      pullback: (Output.TangentVector) -> (A.TangentVector, B.TangentVector, C.TangentVector)
    ),
    at a: A,
    _ b: B,
    _ c: C,
    names: [String] = [],
    options: GradientCheckOptions = GradientCheckOptions()
  ) throws -> GradientReport
  where
    A: CoordinateValue & Differentiable,
    B: CoordinateValue & Differentiable,
    C: CoordinateValue & Differentiable,
    Output: TangentConvertible
  {
    try checkGradient(
      of: function,
      backward: { (upstream: Output, a: A, b: B, c: C) in
        let (value, pullback) = try derivative(a, b, c)
        try requireSameValue(value, function(a, b, c))
        let tangents = pullback(upstream.tangent)
        return (
          try TangentCoordinates(tangents.0, shapedLike: a),
          try TangentCoordinates(tangents.1, shapedLike: b),
          try TangentCoordinates(tangents.2, shapedLike: c)
        )
      },
      at: a,
      b,
      c,
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
