import Tensors

/// Adam: momentum, and a rate for every entry, both corrected for their start at zero.
enum Adam {
  // From m₀ = 0, a constant gradient g gives after t steps
  //
  //   m = (1 − β₁)(1 + β₁ + β₁² + … + β₁ᵗ⁻¹) g = (1 − β₁ᵗ) g
  //
  // which is too small by the factor 1 − β₁ᵗ: divide by it, and m̂ = g from the first step on. Likewise v̂ = g².
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    mean: Tensor,
    meanSquare: Tensor,
    step: Int,
    rate: Double,
    firstDecay: Double,
    secondDecay: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, mean: Tensor, meanSquare: Tensor) {
    let mean = try firstDecay * mean + (1 - firstDecay) * gradient
    let meanSquare = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
    let correctedMean = mean / (1 - pow(firstDecay, step))
    let correctedSquare = meanSquare / (1 - pow(secondDecay, step))
    let move = try correctedMean / (sqrt(correctedSquare) + epsilon)
    return (parameter: try parameter - rate * move, mean: mean, meanSquare: meanSquare)
  }
}
