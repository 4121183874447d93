extension NumericDerivative {
  /// The class of a claimed derivative.
  ///
  /// With s = max(|a|, |n|) and τ = errorBound + 1e-11·s (1e-5·s in single precision):
  ///
  ///     fail           |a − n| > τ
  ///     pass           |a − n| ≤ τ ≤ ρ·s, ρ = 1e-4 (5e-3 in single precision), and 2e-3 for
  ///                    derivatives below a millionth of the outputs, as where a tanh saturates
  ///     zero           s ≤ τ ≤ 1e-7·max(|φ|, 1e-3)
  ///     kink           a within the slopes on both sides, or not
  ///     inconclusive   anything else
  ///
  /// - Parameters:
  ///   - analytic: The claimed value.
  ///   - precision: The type in which the function computes.
  /// - Returns: The class.
  public func classification(of analytic: Double, precision: Precision = .double) -> Classification
  {
    guard analytic.isFinite, value.isFinite else { return .notFinite }
    switch behaviour {
    case .notFinite: return .notFinite
    case .jump: return .jump
    case .singular: return .singular
    case .oneSided: return .inconclusive
    case .kink(let left, let right):
      let slack = errorBound + precision.analyticRounding * max(abs(left), abs(right))
      let inside = analytic >= min(left, right) - slack && analytic <= max(left, right) + slack
      return .kink(left: left, right: right, isValid: inside)
    case .smooth:
      let size = max(abs(analytic), abs(value))
      let tolerance = errorBound + precision.analyticRounding * size
      if abs(analytic - value) > tolerance { return .fail }
      let outputs = max(magnitude, 1e-3)
      let resolution = max(precision.coarsestResolution, size <= 1e-6 * outputs ? 2e-3 : 0)
      if tolerance <= resolution * size { return .pass }
      let smallest = precision == .double ? 1e-7 : 1e-4
      return size <= tolerance && tolerance <= smallest * outputs ? .zero : .inconclusive
    }
  }
}
