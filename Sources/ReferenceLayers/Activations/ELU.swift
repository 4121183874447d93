import Tensors

/// The exponential linear unit: a rectifier whose negative side levels off smoothly.
///
///     y = x              where x > 0
///     y = α·(eˣ − 1)     elsewhere
///
/// x: any shape → y: the same shape. Differentiable at 0 only for α = 1; for other α the derivative
/// there is taken as α (the left one, as in PyTorch).
///
/// Reference: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by
/// exponential linear units", ICLR 2016.
public enum ELU {
  /// The exponential linear unit of every entry.
  ///
  /// - Parameters:
  ///   - x: Any shape.
  ///   - alpha: α: the output levels off at −α; 1 is the paper's.
  /// - Returns: x or α·(eˣ − 1), the shape of x.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func forward(_ x: Tensor, alpha: Double = 1) throws -> Tensor {
    try require(alpha.isFinite, "alpha", alpha, "a finite number", in: "ELU.forward")
    return x.map { $0 > 0 ? $0 : alpha * expm1($0) }
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x = ∂L/∂y where x > 0, else ∂L/∂y · α·eˣ
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of x.
  ///   - x: What ``forward(_:alpha:)`` was given.
  ///   - alpha: As given to the forward pass.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError`` for a wrong shape or setting.
  public static func backward(_ upstream: Tensor, _ x: Tensor, alpha: Double = 1) throws -> Tensor {
    try require(alpha.isFinite, "alpha", alpha, "a finite number", in: "ELU.backward")
    try requireShape(upstream, x.sizes, "upstream", in: "ELU.backward")
    // y     = x for x > 0, else α·(eˣ − 1)
    // dy/dx = 1 for x > 0, else α·eˣ        (chosen at the kink)
    return try upstream.combined(with: x) { g, x in x > 0 ? g : g * alpha * exp(x) }
  }
}
