import Tensors

/// Softplus: the smooth version of the rectifier.
///
///     softplus(x) = log(1 + eˣ)          for each entry of x on its own
///
///     x: any shape   →   y: the same shape
enum Softplus {
  /// Softplus of every entry.
  ///
  /// You need: `log(x)` or `log1p(x)`, which is log(1 + x); `exp(x)`, `maximum(x, 0)`, `abs(x)`. Mind inputs
  /// such as 800: e⁸⁰⁰ is infinite, but softplus(800) is 800.
  static func forward(_ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  ///
  /// The slope is a function that you know. It must stay finite at 800 and −800, too.
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
