#if canImport(_Differentiation)
  import GradientChecking
  import _Differentiation

  /// Checks the derivative of a `@differentiable(reverse)` function against finite differences.
  ///
  ///     @differentiable(reverse)
  ///     func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
  ///
  ///     let report = try checkDerivative(of: softplus, at: 0.5, names: ["x"])
  ///
  /// The derivative is the one that the compiler uses: derived by it, or registered with `@derivative(of:)`.
  /// Its pullback is called once, with a random upstream gradient v, and must return the gradient of
  /// ⟨v, f(x)⟩.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - a: Where to check.
  ///   - names: The names of the inputs in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: The report; ask `passed`.
  /// - Throws: ``DerivativeError`` when the derivative cannot be compared, `GradientCheckError` on misuse,
  ///   `CancellationError` when the task is cancelled, and whatever the function throws at the point itself.
  public func checkDerivative<A, Output>(
    of function: @escaping @differentiable(reverse) (A) throws -> Output,
    at a: A,
    names: [String] = [],
    options: GradientCheckOptions = GradientCheckOptions()
  ) throws -> GradientReport
  where A: CoordinateValue & Differentiable, Output: TangentConvertible {
    try checkDerivative(
      of: { try function($0) },
      valueWithPullback: { try valueWithPullback(at: $0, of: function) },
      at: a,
      names: names,
      options: options
    )
  }

  /// Checks the derivative of a `@differentiable(reverse)` function of two inputs.
  ///
  /// As ``checkDerivative(of:at:names:options:)``, with respect to both inputs.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - a: The first input.
  ///   - b: The second input.
  ///   - names: The names of the inputs in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: The report.
  /// - Throws: As for one input.
  public func checkDerivative<A, B, Output>(
    of function: @escaping @differentiable(reverse) (A, B) throws -> Output,
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
    try checkDerivative(
      of: { try function($0, $1) },
      valueWithPullback: { try valueWithPullback(at: $0, $1, of: function) },
      at: a,
      b,
      names: names,
      options: options
    )
  }

  /// Checks the derivative of a `@differentiable(reverse)` function of three inputs.
  ///
  /// As ``checkDerivative(of:at:names:options:)``, with respect to all three inputs.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - a: The first input.
  ///   - b: The second input.
  ///   - c: The third input.
  ///   - names: The names of the inputs in the report.
  ///   - options: How thorough the check is, its seed and its limits.
  /// - Returns: The report.
  /// - Throws: As for one input.
  public func checkDerivative<A, B, C, Output>(
    of function: @escaping @differentiable(reverse) (A, B, C) throws -> Output,
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
    try checkDerivative(
      of: { try function($0, $1, $2) },
      valueWithPullback: { try valueWithPullback(at: $0, $1, $2, of: function) },
      at: a,
      b,
      c,
      names: names,
      options: options
    )
  }
#endif
