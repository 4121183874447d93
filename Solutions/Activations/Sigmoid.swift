import Tensors

/// The sigmoid activation: σ(x) = 1 / (1 + e⁻ˣ), entry by entry.
enum Sigmoid {
  // For x = −800, e⁸⁰⁰ overflows to +∞, and 1 / (1 + ∞) is 0, as it should be. The other common form,
  // eˣ / (1 + eˣ), would be ∞/∞ = NaN for x = 800.
  static func forward(_ x: Tensor) throws -> Tensor {
    1 / (1 + exp(-x))
  }

  // σ(x)   = (1 + e⁻ˣ)⁻¹
  // σ'(x)  = −(1 + e⁻ˣ)⁻² · (−e⁻ˣ)
  //        = 1/(1 + e⁻ˣ) · e⁻ˣ/(1 + e⁻ˣ)
  //        = σ(x) · (1 − σ(x))
  // ∂L/∂x  = ∂L/∂y · σ'(x)                 each output depends on one input only
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    let y = try forward(x)
    return try upstream * y * (1 - y)
  }
}
