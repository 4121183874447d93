import Tensors

/// Nesterov's momentum: v ← μ · v + g, θ ← θ − η · (g + μ · v).
enum Nesterov {
  // The original form takes its gradient at the look-ahead point φ = θ − η μ v, where the velocity will carry
  // the parameter anyway:
  //
  //   v' = μ v + ∇L(φ)          θ' = θ − η v'
  //
  // Keep φ as the parameter instead of θ, and the gradient is simply that of the parameter:
  //
  //   φ' = θ' − η μ v' = θ − η v' − η μ v' = φ + η μ v − η v' − η μ v'
  //      = φ − η (v' − μ v) − η μ v'
  //      = φ − η (g + μ v')
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    velocity: Tensor,
    learningRate: Double,
    momentum: Double
  ) throws -> (parameter: Tensor, velocity: Tensor) {
    let velocity = try momentum * velocity + gradient
    let step = try gradient + momentum * velocity
    return (parameter: try parameter - learningRate * step, velocity: velocity)
  }
}
