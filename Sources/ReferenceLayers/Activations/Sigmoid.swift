import Tensors

/// The logistic function: squeezes every number into (0, 1).
///
///     y = σ(x) = 1 / (1 + e⁻ˣ)        σ(0) = ½
///
/// x: any shape → y: the same shape. Smooth everywhere; σ′ ≤ ¼, reached at 0, and below 0.0025 beyond
/// ±6, where the function is called saturated.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 3.10.
public enum Sigmoid {
  /// The logistic function of every entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: σ(x), the shape of x.
  public static func forward(_ x: Tensor) -> Tensor { x.map(sigmoid) }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y ∘ σ(x) ∘ σ(−x)
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "Sigmoid.backward")
    // y     = (1 + e⁻ˣ)⁻¹
    // dy/dx = e⁻ˣ / (1 + e⁻ˣ)²
    //       = 1/(1 + e⁻ˣ) · e⁻ˣ/(1 + e⁻ˣ)
    //       = σ(x) · σ(−x)
    // Equal to y · (1 − y), but without the cancellation that makes 1 − y vanish for x > 37.
    return try upstream.combined(with: x) { g, x in g * sigmoid(x) * sigmoid(-x) }
  }
}

/// 1 / (1 + e⁻ˣ) without overflow: the exponential only ever sees a number that is not positive.
func sigmoid(_ x: Double) -> Double {
  let e = exp(-x.magnitude)
  return x < 0 ? e / (1 + e) : 1 / (1 + e)
}
