import Tensors

/// Adam: momentum and a rate for every entry, both corrected for their start at zero.
///
///     m ← β₁·m + (1 − β₁)·g        m̂ = m / (1 − β₁ᵗ)
///     v ← β₂·v + (1 − β₂)·g²       v̂ = v / (1 − β₂ᵗ)
///     θ ← θ − η·m̂ / (√v̂ + ε)
///
/// parameter θ, gradient g, mean m, mean square v: one shape. m and v start at 0, so in step t they are too
/// small by the factors 1 − β₁ᵗ and 1 − β₂ᵗ: the bias correction divides them out. t starts at 1, and ε
/// stands outside the root.
///
/// Reference: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
public enum Adam {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - mean: m after the step before; zeros at first.
  ///   - meanSquare: v after the step before; zeros at first.
  ///   - step: t: 1 in the first step, 2 in the second, and so on.
  ///   - rate: The learning rate η, at least 0.
  ///   - firstDecay: β₁, from 0 up to but not including 1.
  ///   - secondDecay: β₂, from 0 up to but not including 1.
  ///   - epsilon: ε, positive: keeps the quotient finite while the gradients are 0.
  /// - Returns: θ, m and v after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    mean: Tensor,
    meanSquare: Tensor,
    step: Int,
    rate: Double = 0.001,
    firstDecay: Double = 0.9,
    secondDecay: Double = 0.999,
    epsilon: Double = 1e-8
  ) throws -> (parameter: Tensor, mean: Tensor, meanSquare: Tensor) {
    let operation = "Adam.step"
    try requireShape(gradient, parameter.shape, "gradient", in: operation)
    try requireShape(mean, parameter.shape, "mean", in: operation)
    try requireShape(meanSquare, parameter.shape, "meanSquare", in: operation)
    try require(step >= 1, "step", step, "at least 1", in: operation)
    try require(rate >= 0, "rate", rate, "at least 0", in: operation)
    try require((0..<1).contains(firstDecay), "firstDecay", firstDecay, "in 0 ..< 1", in: operation)
    try require(
      (0..<1).contains(secondDecay),
      "secondDecay",
      secondDecay,
      "in 0 ..< 1",
      in: operation
    )
    try require(epsilon > 0, "epsilon", epsilon, "positive", in: operation)
    let mean = try firstDecay * mean + (1 - firstDecay) * gradient
    let meanSquare = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
    let correctedMean = mean / (1 - pow(firstDecay, Double(step)))
    let correctedSquare = meanSquare / (1 - pow(secondDecay, Double(step)))
    let step = try correctedMean / (sqrt(correctedSquare) + epsilon)
    return (try parameter - rate * step, mean, meanSquare)
  }
}
