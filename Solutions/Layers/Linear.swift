import Tensors

/// The fully connected layer: y = x · W + b, with x: [N, D], weight: [D, M], bias: [M].
enum Linear {
  static func forward(_ x: Tensor, weight: Tensor, bias: Tensor) throws -> Tensor {
    try x.matmul(weight) + bias  // [N, M]
  }

  // One entry of the output is   y[n, m] = Σ_d x[n, d] · W[d, m] + b[m].   With g[n, m] = ∂L/∂y[n, m]:
  //
  // ∂L/∂x[n, d] = Σₘ g[n, m] · ∂y[n, m]/∂x[n, d]      only row n of y depends on row n of x
  //             = Σₘ g[n, m] · W[d, m]
  //             = (g · Wᵀ)[n, d]
  //
  // ∂L/∂W[d, m] = Σₙ g[n, m] · ∂y[n, m]/∂W[d, m]      every row of y uses the same W, so sum over n
  //             = Σₙ g[n, m] · x[n, d]
  //             = (xᵀ · g)[d, m]
  //
  // ∂L/∂b[m]    = Σₙ g[n, m] · ∂y[n, m]/∂b[m]         every row of y uses the same b, so sum over n
  //             = Σₙ g[n, m]
  static func backward(_ upstream: Tensor, _ x: Tensor, weight: Tensor, bias: Tensor) throws
    -> (x: Tensor, weight: Tensor, bias: Tensor)
  {
    (
      x: try upstream.matmul(weight.transposed()),  // [N, M] · [M, D]
      weight: try x.transposed().matmul(upstream),  // [D, N] · [N, M]
      bias: try upstream.sum(axis: 0)  // [M]
    )
  }
}
