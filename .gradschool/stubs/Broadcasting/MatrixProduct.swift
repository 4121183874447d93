import Tensors

/// The matrix product: rows of the left factor times columns of the right one.
///
///     y = a · b          y[n, m] = Σₖ a[n, k] · b[k, m]
///
///     a: [N, K]   b: [K, M]   →   y: [N, M]
enum MatrixProduct {
  /// The product.
  ///
  /// You need: `a.matmul(b)`.
  static func forward(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// The gradients ∂L/∂a and ∂L/∂b, given `upstream` = ∂L/∂y, a tensor of shape [N, M].
  ///
  /// Return `(a: …, b: …)`, of the shapes [N, K] and [K, M]. Each is a matrix product itself. You need:
  /// `matmul` and `transposed()`.
  static func backward(_ upstream: Tensor, _ a: Tensor, _ b: Tensor) throws
    -> (a: Tensor, b: Tensor)
  {
    throw NotStarted()
  }
}
