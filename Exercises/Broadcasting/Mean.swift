import Tensors

/// The mean along one axis, which disappears.
///
///     x: [A, B, C]   axis: 1   →   y: [A, C]        y[a, c] = 1/B · Σ_b x[a, b, c]
enum Mean {
  /// The mean of `x` along `axis`, counted from 0.
  ///
  /// You need: `x.mean(axis: axis)`, or a sum and a division.
  static func forward(_ x: Tensor, axis: Int) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂x, of the shape of x, given `upstream` = ∂L/∂y, of the shape of y.
  ///
  /// You need: `x.shape[axis]`, `t.expandingAxis(at: axis)`, which puts an axis of size 1 there, and
  /// `t.broadcast(to: shape)`, which stretches. A tensor may be divided by an `Int`.
  static func backward(_ upstream: Tensor, _ x: Tensor, axis: Int) throws -> Tensor {
    throw NotStarted()
  }
}
