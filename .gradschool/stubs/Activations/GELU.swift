import Tensors

/// The Gaussian error linear unit in its exact form, with erf and not the tanh approximation.
///
///     GELU(x) = x · Φ(x)                        for each entry of x on its own
///     Φ(x)    = (1 + erf(x / √2)) / 2           the standard normal distribution function
///
///     x: any shape   →   y: the same shape
enum GELU {
  /// GELU of every entry.
  ///
  /// You need: `erf(x)`, which takes a whole tensor, and `sqrt(2.0)`.
  static func forward(_ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  ///
  /// You may need: `exp(x)`, `x.squared()`, `Double.pi`, and
  ///
  ///     d/du erf(u) = 2/√π · e^(−u²)
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
