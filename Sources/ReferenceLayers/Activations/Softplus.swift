import Tensors

/// The smooth rectifier, whose derivative is the sigmoid.
///
///     y = log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|)
///
/// x: any shape → y: the same shape. Smooth everywhere. The second form never overflows, and is the one
/// computed.
///
/// Reference: Dugas et al., "Incorporating second-order functional knowledge for better option
/// pricing", NIPS 2000.
public enum Softplus {
  /// The smooth rectifier of every entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: log(1 + eˣ), the shape of x.
  public static func forward(_ x: Tensor) -> Tensor { x.map(softplus) }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y ∘ σ(x)
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "Softplus.backward")
    // y     = log(1 + eˣ)
    // dy/dx = eˣ / (1 + eˣ)
    //       = σ(x)
    return try upstream.combined(with: x) { g, x in g * sigmoid(x) }
  }
}

/// log(1 + eˣ) without overflow: the exponential only ever sees a number that is not positive.
func softplus(_ x: Double) -> Double { (x > 0 ? x : x.isNaN ? x : 0) + log1p(exp(-x.magnitude)) }
