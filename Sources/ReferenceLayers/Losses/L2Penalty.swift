import Tensors

/// The L2 penalty: weights cost their squares, so that a network prefers many small ones to a few large ones.
///
///     L = ½ · λ · Σ w²
///
/// weights w: any number of tensors of any shape → L: []. It is added to the loss of the predictions; biases are
/// mostly left out. The sum is over all entries, and is not divided by the size of the batch. Some authors leave
/// out the factor ½, which makes the gradient 2λ·w; here it is λ·w, so that gradient descent with the weight
/// decay λ takes the same steps: see ``GradientDescent``. Smooth everywhere.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 7.1.1.
public enum L2Penalty {
  /// The penalty for some weights.
  ///
  /// - Parameters:
  ///   - weights: Tensors of any shapes.
  ///   - strength: λ, at least 0.
  /// - Returns: L, [].
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func forward(_ weights: [Tensor], strength: Double) throws -> Tensor {
    try requireNotNegative(strength, "strength", in: "L2Penalty.forward")
    return Tensor(strength / 2 * weights.reduce(0) { $0 + $1.squared().sum() })
  }

  /// The gradient with respect to each of the weights.
  ///
  ///     ∂L/∂w = u · λ · w
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
    try requireNotNegative(strength, "strength", in: "L2Penalty.backward")
    try requireShape(upstream, [], "upstream", in: "L2Penalty.backward")
    // L      = ½ · λ · Σ w²
    // ∂L/∂wᵢ = ½ · λ · 2wᵢ
    //        = λ · wᵢ
    return try weights.map { try upstream * strength * $0 }
  }
}
