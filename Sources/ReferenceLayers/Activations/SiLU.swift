import Tensors

/// The sigmoid-weighted linear unit, also called swish: the input times its own sigmoid.
///
///     y = x · σ(x)
///
/// x: any shape → y: the same shape. Smooth everywhere; not monotonic: the minimum is −0.2785 at x =
/// −1.2785.
///
/// Reference: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", Neural Networks 107 (2018).
public enum SiLU {
  /// The input times its sigmoid, entry by entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: x · σ(x), the shape of x.
  public static func forward(_ x: Tensor) -> Tensor { x.map { $0 * sigmoid($0) } }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y ∘ σ(x) ∘ (1 + x ∘ σ(−x))
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "SiLU.backward")
    // y     = x · σ(x)
    // dy/dx = σ(x) + x · σ′(x)
    //       = σ(x) + x · σ(x) · σ(−x)
    //       = σ(x) · (1 + x · σ(−x))
    return try upstream.combined(with: x) { g, x in
      g * sigmoid(x) * (1 + x * sigmoid(-x))
    }
  }
}
