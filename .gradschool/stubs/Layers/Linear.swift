import Tensors

/// The fully connected layer: every output is a weighted sum of all inputs, plus a bias.
///
///     y = x · W + b          y[n, m] = Σ_d x[n, d] · W[d, m] + b[m]
///
///     x: [N, D]   weight: [D, M]   bias: [M]   →   y: [N, M]
///
/// N examples lie in the rows of `x`; the same weight and bias serve all of them.
enum Linear {
  /// The output of the layer.
  ///
  /// You need: `matmul`, and `+`, which stretches the bias over the rows.
  static func forward(_ x: Tensor, weight: Tensor, bias: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// The gradients of the loss L, given `upstream` = ∂L/∂y, a tensor of the shape of y.
  ///
  /// Each gradient has the shape of what it belongs to: ∂L/∂x is [N, D], ∂L/∂weight is [D, M], and
  /// ∂L/∂bias is [M]. Return all three: `(x: …, weight: …, bias: …)`.
  static func backward(_ upstream: Tensor, _ x: Tensor, weight: Tensor, bias: Tensor) throws
    -> (x: Tensor, weight: Tensor, bias: Tensor)
  {
    throw NotStarted()
  }
}
