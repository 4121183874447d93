import Tensors

/// AdamW: Adam, with a weight decay that does not pass through the adaptive rates.
enum AdamW {
  // L2 regularisation adds λ θ to the gradient, and Adam divides it by √v̂ with the rest: entries with large
  // gradients hardly decay. Decoupled, every entry shrinks by the same factor 1 − η λ in each step:
  //
  //   θ − η λ θ − η m̂ / (√v̂ + ε) = (1 − η λ) θ − η m̂ / (√v̂ + ε)
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    firstMoment: Tensor,
    secondMoment: Tensor,
    step: Int,
    learningRate: Double,
    beta1: Double,
    beta2: Double,
    epsilon: Double,
    weightDecay: Double
  ) throws -> (parameter: Tensor, firstMoment: Tensor, secondMoment: Tensor) {
    let firstMoment = try beta1 * firstMoment + (1 - beta1) * gradient
    let secondMoment = try beta2 * secondMoment + (1 - beta2) * gradient.squared()
    let correctedFirstMoment = firstMoment / (1 - pow(beta1, step))
    let correctedSecondMoment = secondMoment / (1 - pow(beta2, step))
    let move = try correctedFirstMoment / (sqrt(correctedSecondMoment) + epsilon)
    let decayed = (1 - learningRate * weightDecay) * parameter
    return (
      parameter: try decayed - learningRate * move, firstMoment: firstMoment,
      secondMoment: secondMoment
    )
  }
}
