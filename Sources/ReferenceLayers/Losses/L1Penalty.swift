import Tensors

/// The L1 penalty: weights cost their magnitudes, so that those of little use become 0.
///
///     L = λ · Σ |w|
///
/// weights w: any number of tensors of any shape → L: []. It is added to the loss of the predictions; biases are
/// mostly left out. The sum is over all entries, and is not divided by the size of the batch. Not differentiable
/// at w = 0, where the derivative is taken as 0 (as in PyTorch).
///
/// Reference: Tibshirani, "Regression shrinkage and selection via the lasso", Journal of the Royal Statistical
/// Society B 58 (1996).
public enum L1Penalty {
  /// The penalty for some weights.
  ///
  /// - Parameters:
  ///   - weights: Tensors of any shapes.
  ///   - strength: λ, at least 0.
  /// - Returns: L, [].
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func forward(_ weights: [Tensor], strength: Double) throws -> Tensor {
    try requireNotNegative(strength, "strength", in: "L1Penalty.forward")
    return Tensor(strength * weights.reduce(0) { $0 + abs($1).sum() })
  }

  /// The gradient with respect to each of the weights.
  ///
  ///     ∂L/∂w = u · λ · sign(w)
  ///
  /// - Parameters:
  ///   - upstream: u, [].
  ///   - weights: As given to ``forward(_:strength:)``.
  ///   - strength: λ.
  /// - Returns: A gradient for each tensor, in its shape.
  /// - Throws: ``LayerError`` for a wrong shape or a bad setting.
  public static func backward(
    _ upstream: Tensor,
    _ weights: [Tensor],
    strength: Double
  ) throws -> [Tensor] {
    try requireNotNegative(strength, "strength", in: "L1Penalty.backward")
    try requireShape(upstream, [], "upstream", in: "L1Penalty.backward")
    // L      = λ · Σ |w|
    // ∂L/∂wᵢ = λ for wᵢ > 0, −λ for wᵢ < 0        (chosen 0 at the kink)
    return try weights.map { try upstream * strength * sign($0) }
  }
}
