import Tensors

/// The rectified linear unit: keeps what is positive and sets the rest to zero.
///
///     ReLU(x) = max(0, x)          for each entry of x on its own
///
///     x: any shape   →   y: the same shape
enum ReLU {
  /// ReLU of every entry.
  ///
  /// You need: `maximum(x, 0)`, or a mask: `x .> 0` is 1 where x is positive and 0 elsewhere.
  static func forward(_ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  ///
  /// At x = 0 the function has a kink and no derivative. By convention take 0 there.
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
