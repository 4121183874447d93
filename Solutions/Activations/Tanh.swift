import Tensors

/// The hyperbolic tangent, entry by entry.
enum Tanh {
  // The library's tanh, and not the quotient (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), which is ∞/∞ = NaN for x = 800.
  static func forward(_ x: Tensor) throws -> Tensor {
    tanh(x)
  }

  // With p = eˣ − e⁻ˣ and q = eˣ + e⁻ˣ, p' = q and q' = p:
  //
  // tanh(x)   = p / q
  // tanh'(x)  = (p' · q − p · q') / q²
  //           = (q² − p²) / q²
  //           = 1 − tanh²(x)
  // ∂L/∂x     = ∂L/∂y · (1 − y²)               each output depends on one input only
  static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    let y = try forward(x)
    return try upstream * (1 - y.squared())
  }
}
