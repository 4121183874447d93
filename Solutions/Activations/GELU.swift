import Tensors

/// The Gaussian error linear unit: x · Φ(x), exactly.
enum GELU {
  static func forward(_ x: Tensor) throws -> Tensor {
    try x * distribution(x)
  }

  // Φ(x)   = (1 + erf(x/√2)) / 2
  // Φ'(x)  = 1/2 · 2/√π · e^(−x²/2) · 1/√2
  //        = e^(−x²/2) / √(2π)                      the normal density
  // dy/dx  = Φ(x) + x · Φ'(x)                       product rule
  // ∂L/∂x  = ∂L/∂y · (Φ(x) + x · e^(−x²/2) / √(2π))
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    let density = exp(-x.squared() / 2) / sqrt(2 * Double.pi)
    return try upstream * (distribution(x) + x * density)
  }

  /// Φ(x), the standard normal distribution function.
  private static func distribution(_ x: Tensor) -> Tensor {
    (1 + erf(x / sqrt(2.0))) / 2
  }
}
