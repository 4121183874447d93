import Tensors

/// The hyperbolic tangent: squeezes every number into (−1, 1), with 0 at the centre.
///
///     y = tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)        tanh(x) = 2σ(2x) − 1
///
/// x: any shape → y: the same shape. Smooth everywhere; the derivative is at most 1, reached at 0.
///
/// Reference: LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998), section 4.4.
public enum Tanh {
  /// The hyperbolic tangent of every entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: tanh(x), the shape of x.
  public static func forward(_ x: Tensor) -> Tensor { tanh(x) }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y ∘ (1 − tanh²(x)) = ∂L/∂y / cosh²(x)
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "Tanh.backward")
    // y     = sinh x / cosh x
    // dy/dx = (cosh² x − sinh² x) / cosh² x
    //       = 1 / cosh² x
    // Equal to 1 − y², but without the cancellation that makes 1 − y² vanish for |x| > 19.
    return try upstream.combined(with: x) { g, x in g / cosh(x) / cosh(x) }
  }
}
