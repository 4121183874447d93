import Tensors

/// Clipping: gradients that are too large are cut down before a step.
public enum Clipping {
  /// All gradients, scaled down together if their norm is too large.
  ///
  ///     ‖g‖ = √(Σ of all squares of all tensors)        g ← g · min(1, maxNorm/‖g‖)
  ///
  /// The direction stays. PyTorch divides by ‖g‖ + 1e-6 instead of ‖g‖, and so stays just below `maxNorm`.
  ///
  /// Reference: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML
  /// 2013.
  ///
  /// - Parameters:
  ///   - gradients: The gradients of all parameters, any shapes.
  ///   - maxNorm: The largest norm, positive.
  /// - Returns: The gradients, and the norm they had before.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)`` for a bad `maxNorm`, or a norm that is
  ///   not finite.
  public static func byNorm(
    _ gradients: [Tensor],
    maxNorm: Double
  ) throws -> (gradients: [Tensor], norm: Double) {
    try require(maxNorm > 0, "maxNorm", maxNorm, "positive", in: "Clipping.byNorm")
    let norm = gradients.reduce(0) { $0 + $1.squared().sum() }.squareRoot()
    try require(norm.isFinite, "the norm", norm, "finite", in: "Clipping.byNorm")
    guard norm > maxNorm else { return (gradients, norm) }
    return (gradients.map { $0 * (maxNorm / norm) }, norm)
  }

  /// Every entry brought into −limit … limit.
  ///
  ///     g ← min(max(g, −limit), limit)
  ///
  /// The direction may change.
  ///
  /// - Parameters:
  ///   - gradient: Any shape.
  ///   - limit: The largest magnitude, positive.
  /// - Returns: The gradient, the same shape.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func byValue(_ gradient: Tensor, limit: Double) throws -> Tensor {
    try require(limit > 0, "limit", limit, "positive", in: "Clipping.byValue")
    return gradient.clamped(to: -limit...limit)
  }
}
