import Tensors

/// Gradient descent with momentum: v ← μ · v + g, θ ← θ − η · v.
enum Momentum {
  // After t steps the velocity is   vₜ = gₜ + μ gₜ₋₁ + μ² gₜ₋₂ + …   : a sum of all gradients so far, the
  // older the fainter. For a constant gradient it tends to g / (1 − μ): with μ = 0.9, ten times as fast.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    velocity: Tensor,
    learningRate: Double,
    momentum: Double
  ) throws -> (parameter: Tensor, velocity: Tensor) {
    let velocity = try momentum * velocity + gradient
    return (parameter: try parameter - learningRate * velocity, velocity: velocity)
  }
}
