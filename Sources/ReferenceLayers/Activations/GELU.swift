import Tensors

import func Foundation.erfc

/// The Gaussian error linear unit: the input, weighted by how likely a normal value lies below it.
///
///     y = x · Φ(x)        Φ(x) = ½ (1 + erf(x/√2)), the standard normal distribution
///
/// x: any shape → y: the same shape. Smooth everywhere. ``GELUTanh`` is the approximation that GPT-2 uses.
///
/// Reference: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415.
public enum GELU {
  /// The input times the normal distribution at the input, entry by entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: x · Φ(x), the shape of x.
  public static func forward(_ x: Tensor) -> Tensor { x.map { $0 * distribution($0) } }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y ∘ (Φ(x) + x ∘ φ(x))        φ(x) = e^(−x²/2) / √(2π)
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "GELU.backward")
    // y     = x · Φ(x)
    // dy/dx = Φ(x) + x · Φ′(x)
    //       = Φ(x) + x · φ(x)        with the density φ(x) = e^(−x²/2) / √(2π)
    return try upstream.combined(with: x) { g, x in g * (distribution(x) + x * density(x)) }
  }

  // ½ erfc(−x/√2) equals ½ (1 + erf(x/√2)) without its cancellation far on the negative side.
  private static func distribution(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

  private static func density(_ x: Double) -> Double {
    exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }
}

/// The Gaussian error linear unit with Φ approximated by a hyperbolic tangent.
///
///     y = ½ x · (1 + tanh(s))        s = √(2/π) · (x + 0.044715 x³)
///
/// x: any shape → y: the same shape. Smooth everywhere; within 5e-4 of ``GELU``.
///
/// Reference: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415, section 2.
public enum GELUTanh {
  /// The approximated unit of every entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: ½ x · (1 + tanh(s)), the shape of x.
  public static func forward(_ x: Tensor) -> Tensor {
    // ½ (1 + tanh s) = σ(2s), which keeps its precision on the negative side.
    x.map { $0 * sigmoid(2 * inner($0)) }
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y ∘ q ∘ (1 + 2x ∘ σ(−2s) ∘ ds/dx)        q = ½ (1 + tanh(s))
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "GELUTanh.backward")
    // With q = ½ (1 + tanh s) = σ(2s):
    //
    // y     = x · q
    // dq/dx = 2 σ′(2s) · ds/dx
    //       = 2 σ(2s) σ(−2s) · ds/dx
    // ds/dx = √(2/π) · (1 + 3 · 0.044715 x²)
    // dy/dx = q + x · dq/dx
    //       = q · (1 + 2x · σ(−2s) · ds/dx)
    return try upstream.combined(with: x) { g, x in
      let s = inner(x)
      let slope = (2 / Double.pi).squareRoot() * (1 + 3 * cubic * x * x)
      return g * sigmoid(2 * s) * (1 + 2 * x * sigmoid(-2 * s) * slope)
    }
  }

  private static let cubic = 0.044715

  private static func inner(_ x: Double) -> Double {
    (2 / Double.pi).squareRoot() * (x + cubic * x * x * x)
  }
}
