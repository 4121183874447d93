import Tensors

/// The leaky rectified linear unit: keeps what is positive, and a small part of what is not.
///
///     LeakyReLU(x) = x              where x > 0
///                    slope · x      elsewhere          for each entry of x on its own
///
///     x: any shape   slope: one number, 0 ≤ slope ≤ 1   →   y: the same shape as x
enum LeakyReLU {
  /// The leaky ReLU of every entry; `slope` is the slope on the negative side.
  ///
  /// You need: `maximum(a, b)` and `minimum(a, b)`, or masks: `x .> 0` is 1 where x is positive and 0
  /// elsewhere, `x .<= 0` the reverse.
  static func forward(_ x: Tensor, slope: Double) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  ///
  /// At x = 0 there is a kink. By convention 0 belongs to the negative side.
  static func backward(_ upstream: Tensor, _ x: Tensor, slope: Double) throws -> Tensor {
    throw NotStarted()
  }
}
