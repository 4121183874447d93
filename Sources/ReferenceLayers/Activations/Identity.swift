import Tensors

/// The function that changes nothing: the activation of a purely linear output.
///
///     y = x
///
/// x: any shape → y: the same shape. Smooth everywhere. Layers with no other activation between them
/// are together one linear map.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.2.2.
public enum Identity {
  /// Every entry as it is.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: x, the shape of x.
  public static func forward(_ x: Tensor) -> Tensor { x }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try requireShape(upstream, x.sizes, "upstream", in: "Identity.backward")
    // dy/dx = 1
    return upstream
  }
}
