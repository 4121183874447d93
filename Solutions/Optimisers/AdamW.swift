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
    mean: Tensor,
    meanSquare: Tensor,
    step: Int,
    rate: Double,
    firstDecay: Double,
    secondDecay: Double,
    epsilon: Double,
    weightDecay: Double
  ) throws -> (parameter: Tensor, mean: Tensor, meanSquare: Tensor) {
    let mean = try firstDecay * mean + (1 - firstDecay) * gradient
    let meanSquare = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
    let correctedMean = mean / (1 - pow(firstDecay, step))
    let correctedSquare = meanSquare / (1 - pow(secondDecay, step))
    let move = try correctedMean / (sqrt(correctedSquare) + epsilon)
    let decayed = (1 - rate * weightDecay) * parameter
    return (parameter: try decayed - rate * move, mean: mean, meanSquare: meanSquare)
  }
}
