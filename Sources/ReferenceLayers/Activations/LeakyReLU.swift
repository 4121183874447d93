import Tensors

/// A rectifier that lets a little of the negative side through, so that no unit dies.
///
///     y = x        where x > 0
///     y = slope·x  elsewhere
///
/// x: any shape → y: the same shape. Not differentiable at 0, where the derivative is taken as the
/// slope (as in PyTorch).
///
/// Reference: Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models",
/// ICML 2013.
public enum LeakyReLU {
  /// The leaky rectifier of every entry.
  ///
  /// - Parameters:
  ///   - x: Any shape.
  ///   - slope: The derivative for negative inputs; 0.01 is the paper's.
  /// - Returns: x or slope·x, the shape of x.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func forward(_ x: Tensor, slope: Double = 0.01) throws -> Tensor {
    try require(slope.isFinite, "slope", slope, "a finite number", in: "LeakyReLU.forward")
    return x.map { $0 > 0 ? $0 : slope * $0 }
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y where x > 0, else slope · ∂L/∂y
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:slope:)`` was given.
  ///   - slope: As given to the forward pass.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError`` for a wrong shape or setting.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    slope: Double = 0.01
  ) throws -> Tensor {
    try require(slope.isFinite, "slope", slope, "a finite number", in: "LeakyReLU.backward")
    try requireShape(upstream, x.sizes, "upstream", in: "LeakyReLU.backward")
    // y     = x for x > 0, else slope·x
    // dy/dx = 1 for x > 0, else slope        (chosen at the kink)
    return try upstream.combined(with: x) { g, x in x > 0 ? g : slope * g }
  }
}
