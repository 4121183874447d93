import Tensors

/// Softplus: log(1 + eˣ), entry by entry.
enum Softplus {
  // For x > 0:   log(1 + eˣ) = log(eˣ · (e⁻ˣ + 1)) = x + log(1 + e⁻ˣ)
  // For x ≤ 0:   log(1 + eˣ) as it stands
  // Both are     max(x, 0) + log(1 + e^−|x|),   whose exponential is never above 1.
  static func forward(_ x: Tensor) throws -> Tensor {
    try maximum(x, 0) + log1p(exp(-abs(x)))
  }

  // dy/dx  = 1/(1 + eˣ) · eˣ
  //        = 1/(e⁻ˣ + 1)                   the sigmoid; this form survives x = 800
  // ∂L/∂x  = ∂L/∂y / (1 + e⁻ˣ)
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    try upstream / (1 + exp(-x))
  }
}
