import Tensors

/// The fully connected layer: y = x · W + b, with x: [N, D], weight: [D, M], bias: [M].
enum Linear {
  static func forward(_ x: Tensor, weight: Tensor, bias: Tensor) throws -> Tensor {
    try x.matmul(weight) + bias  // [N, M]
  }

  // One entry of the output is   yₙₘ = Σ_d xₙ_d W_dₘ + bₘ.   With gₙₘ = ∂L/∂yₙₘ:
  //
  // ∂L/∂xₙ_d  = Σₘ gₙₘ ∂yₙₘ/∂xₙ_d      only row n of y depends on row n of x
  //           = Σₘ gₙₘ W_dₘ
  //           = (g · Wᵀ)ₙ_d
  //
  // ∂L/∂W_dₘ  = Σₙ gₙₘ ∂yₙₘ/∂W_dₘ      every row of y uses the same W, so sum over n
  //           = Σₙ gₙₘ xₙ_d
  //           = (xᵀ · g)_dₘ
  //
  // ∂L/∂bₘ    = Σₙ gₙₘ ∂yₙₘ/∂bₘ        every row of y uses the same b, so sum over n
  //           = Σₙ gₙₘ
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
