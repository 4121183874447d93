import Tensors

/// The rectified linear unit: keeps what is positive.
///
///     y = max(x, 0)
///
/// x: any shape → y: the same shape. Not differentiable at 0, where the derivative is taken as 0 (as in
/// PyTorch). A unit whose input is negative for every item passes no gradient: it is called dead.
///
/// Reference: Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
public enum ReLU {
  /// The positive part of every entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: max(x, 0), the shape of x.
  public static func forward(_ x: Tensor) -> Tensor { maximum(x, 0) }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y where x > 0, else 0
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "ReLU.backward")
    // y     = x for x > 0, else 0
    // dy/dx = 1 for x > 0, else 0        (chosen 0 at the kink)
    return try upstream.combined(with: x) { g, x in x > 0 ? g : 0 }
  }
}
