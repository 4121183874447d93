import Tensors

/// Layer normalisation: every item gets mean 0 and variance 1 over its own features.
///
///     y = γ ∘ (x − μ) / √(σ² + ε) + β
///
/// x: [N, …, D], scale γ and shift β: [D] → y: the shape of x. μ and σ² (biased) are taken over the axes
/// that γ has, for each item apart: a batch plays no part. γ and β may have more axes, such as [C, H, W].
/// Smooth wherever σ² + ε > 0.
///
/// Reference: Ba, Kiros and Hinton, "Layer normalization", arXiv:1607.06450.
public enum LayerNorm {
  /// The normalised items.
  ///
  /// - Parameters:
  ///   - x: Any shape that ends in the shape of the scale.
  ///   - scale: γ, [D] or more axes.
  ///   - shift: β, the shape of γ.
  ///   - epsilon: ε, added to the variance; 1e-5 as in PyTorch.
  /// - Returns: y, the shape of x.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    epsilon: Double = 1e-5
  ) throws -> Tensor {
    let rows = try check(x, scale, shift, epsilon, in: "LayerNorm.forward")  // [R, K]
    let standard = try Standardisation(rows: rows, epsilon: epsilon)
    return try (standard.values * scale.flattened() + shift.flattened()).reshaped(x.sizes)
  }

  /// The gradients with respect to input, scale and shift.
  ///
  ///     ∂L/∂x = (h − mean(h) − x̂ ∘ mean(h ∘ x̂)) / s,  h = g ∘ γ    ∂L/∂γ = Σ g ∘ x̂    ∂L/∂β = Σ g
  ///
  /// with g = ∂L/∂y and s = √(σ² + ε); means over each item, sums over all items.
  ///
  /// - Parameters:
  ///   - upstream: g, the shape of x.
  ///   - x: As given to ``forward(_:scale:shift:epsilon:)``.
  ///   - scale: γ.
  ///   - shift: β; its values do not matter.
  ///   - epsilon: As given to the forward pass.
  /// - Returns: ∂L/∂x, the shape of x; ∂L/∂scale and ∂L/∂shift, the shape of γ.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    epsilon: Double = 1e-5
  ) throws -> (x: Tensor, scale: Tensor, shift: Tensor) {
    let rows = try check(x, scale, shift, epsilon, in: "LayerNorm.backward")  // [R, K]
    try requireShape(upstream, x.sizes, "upstream", in: "LayerNorm.backward")
    let standard = try Standardisation(rows: rows, epsilon: epsilon)
    let g = try upstream.reshaped(rows.sizes)  // [R, K]
    // y = γ ∘ x̂ + β for each item, with x̂ its standardised row. With g = ∂L/∂y:
    //
    // ∂L/∂γ = Σ_rows g ∘ x̂
    // ∂L/∂β = Σ_rows g
    // ∂L/∂x̂ = g ∘ γ, and from there to x as derived in Standardisation
    return (
      x: try standard.backward(g * scale.flattened()).reshaped(x.sizes),
      scale: try (g * standard.values).sum(axis: 0).reshaped(scale.sizes),
      shift: try g.sum(axis: 0).reshaped(scale.sizes)
    )
  }

  /// x as one row per item.
  private static func check(
    _ x: Tensor,
    _ scale: Tensor,
    _ shift: Tensor,
    _ epsilon: Double,
    in operation: String
  ) throws -> Tensor {
    let rows = try featureRows(x, scale: scale, epsilon: epsilon, in: operation)
    try requireShape(shift, scale.sizes, "shift", in: operation)
    return rows
  }
}
