import Tensors

/// The weighted sum: z = w·x + b.
enum WeightedSum {
  static func forward(_ x: Tensor, weight: Tensor, bias: Double) throws -> Double {
    try x.dot(weight) + bias
  }

  // z = Σᵢ wᵢxᵢ + b.   With g = ∂L/∂z:
  //
  // ∂L/∂xᵢ = g · ∂z/∂xᵢ = g · wᵢ       only the term wᵢxᵢ depends on xᵢ
  // ∂L/∂wᵢ = g · ∂z/∂wᵢ = g · xᵢ
  // ∂L/∂b  = g · ∂z/∂b  = g
  static func backward(_ upstream: Double, _ x: Tensor, weight: Tensor, bias: Double) throws
    -> (x: Tensor, weight: Tensor, bias: Double)
  {
    (x: upstream * weight, weight: upstream * x, bias: upstream)
  }
}
