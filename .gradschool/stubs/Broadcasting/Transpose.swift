import Tensors

/// The same entries, with the axes in another order.
///
///     x: [A, B]      axes: [1, 0]      →   y: [B, A]         y[b, a] = x[a, b]
///     x: [A, B, C]   axes: [1, 2, 0]   →   y: [B, C, A]
///
/// Axis i of y is axis `axes[i]` of x.
enum Transpose {
  /// `x` with its axes in another order.
  ///
  /// You need: `x.permuted(axes)`.
  static func forward(_ x: Tensor, axes: [Int]) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, of the shape of x, given `upstream` = ∂L/∂y, of the shape of y.
  ///
  /// Which order brings every axis back to where it was? For three axes it is not always the same one
  /// again.
  static func backward(_ upstream: Tensor, _ x: Tensor, axes: [Int]) throws -> Tensor {
    throw NotStarted()
  }
}
