import Tensors

/// The sigmoid activation: squeezes every number into the interval from 0 to 1.
///
///     σ(x) = 1 / (1 + e⁻ˣ)          for each entry of x on its own
///
///     x: any shape   →   y: the same shape
enum Sigmoid {
  /// σ of every entry.
  ///
  /// You need: `exp(x)`, which takes a whole tensor; numbers combine with tensors, as in `1 + x`.
  /// Mind inputs such as 800 and −800: the answer must stay finite.
  static func forward(_ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
