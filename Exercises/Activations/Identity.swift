import Tensors

/// The identity activation: passes every number on as it is.
///
///     y = x          for each entry of x on its own
///
///     x: any shape   →   y: the same shape
enum Identity {
  /// Every entry of x, unchanged.
  static func forward(_ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, given `upstream` = ∂L/∂y; both have the shape of x.
  ///
  /// What is the slope of y = x, and what does the chain rule make of it?
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
