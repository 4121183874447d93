import Tensors

/// The sum along one axis, which disappears.
///
///     x: [A, B, C]   axis: 1   →   y: [A, C]        y[a, c] = Σ_b x[a, b, c]
enum Sum {
  /// The sum of `x` along `axis`, counted from 0.
  ///
  /// You need: `x.sum(axis: axis)`.
  static func forward(_ x: Tensor, axis: Int) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, of the shape of x, given `upstream` = ∂L/∂y, of the shape of y.
  ///
  /// You need: `t.expandingAxis(at: axis)`, which puts an axis of size 1 there, and
  /// `t.broadcast(to: shape)`, which stretches.
  static func backward(_ upstream: Tensor, _ x: Tensor, axis: Int) throws -> Tensor {
    throw NotStarted()
  }
}
