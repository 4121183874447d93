import Tensors

/// The sigmoid linear unit: x · σ(x), entry by entry.
enum SiLU {
  static func forward(_ x: Tensor) throws -> Tensor {
    try x * sigmoid(x)
  }

  // With s = σ(x), σ'(x) = s · (1 − s):
  //
  // dy/dx  = 1 · s + x · s · (1 − s)               product rule
  //        = s · (1 + x · (1 − s))
  // ∂L/∂x  = ∂L/∂y · s · (1 + x · (1 − s))
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    let s = sigmoid(x)
    return try upstream * s * (1 + x * (1 - s))
  }

  /// 1 / (1 + e⁻ˣ): the exponential may overflow, and 1/∞ is 0, as it should be.
  private static func sigmoid(_ x: Tensor) -> Tensor {
    1 / (1 + exp(-x))
  }
}
