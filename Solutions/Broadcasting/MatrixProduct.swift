import Tensors

/// The matrix product: y = a · b, with a: [N, K] and b: [K, M].
enum MatrixProduct {
  static func forward(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try a.matmul(b)
  }

  // yₙₘ = Σₖ aₙₖ bₖₘ.   With gₙₘ = ∂L/∂yₙₘ:
  //
  // ∂L/∂aₙₖ = Σₘ gₙₘ bₖₘ       aₙₖ touches row n of y
  //         = (g · bᵀ)ₙₖ
  //
  // ∂L/∂bₖₘ = Σₙ gₙₘ aₙₖ       bₖₘ touches column m of y
  //         = (aᵀ · g)ₖₘ
  static func backward(_ upstream: Tensor, _ a: Tensor, _ b: Tensor) throws
    -> (a: Tensor, b: Tensor)
  {
    (
      a: try upstream.matmul(b.transposed()),  // [N, M] · [M, K]
      b: try a.transposed().matmul(upstream)  // [K, N] · [N, M]
    )
  }
}
