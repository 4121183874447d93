import Tensors

/// Adam: momentum, and a learning rate for every entry, both corrected for their start at zero.
enum Adam {
  // From m₀ = 0, a constant gradient g gives after t steps
  //
  //   m = (1 − β₁)(1 + β₁ + β₁² + … + β₁ᵗ⁻¹) g = (1 − β₁ᵗ) g
  //
  // which is too small by the factor 1 − β₁ᵗ: divide by it, and m̂ = g from the first step on. Likewise v̂ = g².
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    firstMoment: Tensor,
    secondMoment: Tensor,
    step: Int,
    learningRate: Double,
    beta1: Double,
    beta2: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, firstMoment: Tensor, secondMoment: Tensor) {
    let firstMoment = try beta1 * firstMoment + (1 - beta1) * gradient
    let secondMoment = try beta2 * secondMoment + (1 - beta2) * gradient.squared()
    let correctedFirstMoment = firstMoment / (1 - pow(beta1, step))
    let correctedSecondMoment = secondMoment / (1 - pow(beta2, step))
    let move = try correctedFirstMoment / (sqrt(correctedSecondMoment) + epsilon)
    return (
      parameter: try parameter - learningRate * move, firstMoment: firstMoment,
      secondMoment: secondMoment
    )
  }
}
