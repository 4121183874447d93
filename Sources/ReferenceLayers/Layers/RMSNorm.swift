import Tensors

/// Root-mean-square normalisation: layer normalisation that leaves the mean where it is.
///
///     y = γ ∘ x / r        r = √(mean(x²) + ε)
///
/// x: [N, …, D], scale γ: [D] → y: the shape of x. The mean is over the axes that γ has, for each item apart; γ may
/// have more axes than one. ε stands inside the root. Smooth wherever r > 0.
///
/// Reference: Zhang and Sennrich, "Root mean square layer normalization", NeurIPS 2019.
public enum RMSNorm {
  /// The normalised items.
  ///
  /// - Parameters:
  ///   - x: Any shape that ends in the shape of the scale.
  ///   - scale: γ, [D] or more axes.
  ///   - epsilon: ε, added to the mean square; 1e-5 as in ``LayerNorm``, where PyTorch's default is the machine epsilon.
  /// - Returns: y, the shape of x.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(_ x: Tensor, scale: Tensor, epsilon: Double = 1e-5) throws -> Tensor {
    let rows = try featureRows(x, scale: scale, epsilon: epsilon, in: "RMSNorm.forward")  // [R, K]
    return try (rows / root(rows, epsilon) * scale.flattened()).reshaped(x.sizes)
  }

  /// The gradients with respect to input and scale.
  ///
  ///     ∂L/∂x = (h − x̂ ∘ mean(h ∘ x̂)) / r,  h = g ∘ γ, x̂ = x/r        ∂L/∂γ = Σ g ∘ x̂
  ///
  /// with g = ∂L/∂y; means over each item, the sum over all items.
  ///
  /// - Parameters:
  ///   - upstream: g, the shape of x.
  ///   - x: As given to ``forward(_:scale:epsilon:)``.
  ///   - scale: γ.
  ///   - epsilon: As given to the forward pass.
  /// - Returns: ∂L/∂x, the shape of x; ∂L/∂scale, the shape of γ.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    scale: Tensor,
    epsilon: Double = 1e-5
  ) throws -> (x: Tensor, scale: Tensor) {
    let operation = "RMSNorm.backward"
    let rows = try featureRows(x, scale: scale, epsilon: epsilon, in: operation)  // [R, K]
    try requireShape(upstream, x.sizes, "upstream", in: operation)
    let r = try root(rows, epsilon)  // [R, 1]
    let values = try rows / r  // x̂, [R, K]
    let g = try upstream.reshaped(rows.sizes)  // [R, K]
    let h = try g * scale.flattened()  // ∂L/∂x̂, [R, K]
    // Every x̂ᵢ = xᵢ/r of an item depends on every xₖ of it: directly, and through r.
    //
    // ∂r/∂xₖ  = 1/(2r) · 2xₖ/K
    //         = x̂ₖ/K
    // ∂x̂ᵢ/∂xₖ = [i = k]/r − xᵢ/r² · x̂ₖ/K
    //         = ([i = k] − x̂ᵢ x̂ₖ/K)/r
    // ∂L/∂xₖ  = (hₖ − x̂ₖ · mean(h ∘ x̂))/r
    let slope = try (h * values).mean(axis: 1, keepingDimensions: true)  // [R, 1]
    return (
      x: try ((h - values * slope) / r).reshaped(x.sizes),
      scale: try (g * values).sum(axis: 0).reshaped(scale.sizes)
    )
  }

  /// r for each row, [R, 1].
  private static func root(_ rows: Tensor, _ epsilon: Double) throws -> Tensor {
    try sqrt(rows.squared().mean(axis: 1, keepingDimensions: true) + epsilon)
  }
}
