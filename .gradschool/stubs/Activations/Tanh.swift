import Tensors

/// The hyperbolic tangent: squeezes every number into the interval from −1 to 1, with 0 in the middle.
///
///     tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)          for each entry of x on its own
///
///     x: any shape   →   y: the same shape
enum Tanh {
  /// tanh of every entry.
  ///
  /// You need: `tanh(x)`, which takes a whole tensor. The formula above, typed in as it stands, does not
  /// survive inputs such as 800: the answer must stay finite.
  static func forward(_ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  ///
  /// You may need `y.squared()`.
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
