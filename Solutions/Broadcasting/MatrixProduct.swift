import Tensors

/// The matrix product: y = a · b, with a: [N, K] and b: [K, M].
enum MatrixProduct {
  static func forward(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try a.matmul(b)
  }

  // y[n, m] = Σₖ a[n, k] · b[k, m].   With g[n, m] = ∂L/∂y[n, m]:
  //
  // ∂L/∂a[n, k] = Σₘ g[n, m] · b[k, m]       a[n, k] touches row n of y
  //             = (g · bᵀ)[n, k]
  //
  // ∂L/∂b[k, m] = Σₙ g[n, m] · a[n, k]       b[k, m] touches column m of y
  //             = (aᵀ · g)[k, m]
  static func backward(_ upstream: Tensor, _ a: Tensor, _ b: Tensor) throws
    -> (a: Tensor, b: Tensor)
  {
    (
      a: try upstream.matmul(b.transposed()),  // [N, M] · [M, K]
      b: try a.transposed().matmul(upstream)  // [K, N] · [N, M]
    )
  }
}
