import Tensors

/// AdamW: Adam with weight decay that does not pass through the adaptive rates.
///
///     m ← β₁·m + (1 − β₁)·g        m̂ = m / (1 − β₁ᵗ)
///     v ← β₂·v + (1 − β₂)·g²       v̂ = v / (1 − β₂ᵗ)
///     θ ← θ − η·λ·θ − η·m̂ / (√v̂ + ε)
///
/// parameter θ, gradient g, first moment m, second moment v: one shape. m and v start at 0. Adding λ·θ to the
/// gradient instead (L2 regularisation, as ``Adam`` does with a weight decay) would shrink entries with large
/// gradients less than others. The decay here is η·λ, as in PyTorch; the paper has a factor of its own in place of η.
///
/// Reference: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
public enum AdamW {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - firstMoment: m after the step before; zeros at first.
  ///   - secondMoment: v after the step before; zeros at first.
  ///   - step: t: 1 in the first step, 2 in the second, and so on.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - beta1: β₁, from 0 up to but not including 1.
  ///   - beta2: β₂, from 0 up to but not including 1.
  ///   - epsilon: ε, positive: keeps the quotient finite while the gradients are 0.
  ///   - weightDecay: λ, at least 0.
  /// - Returns: θ, m and v after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    firstMoment: Tensor,
    secondMoment: Tensor,
    step: Int,
    learningRate: Double = 0.001,
    beta1: Double = 0.9,
    beta2: Double = 0.999,
    epsilon: Double = 1e-8,
    weightDecay: Double = 0.01
  ) throws -> (parameter: Tensor, firstMoment: Tensor, secondMoment: Tensor) {
    let operation = "AdamW.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    try requireShape(firstMoment, parameter.sizes, "firstMoment", in: operation)
    try requireShape(secondMoment, parameter.sizes, "secondMoment", in: operation)
    try require(step >= 1, "step", step, "at least 1", in: operation)
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    try require((0..<1).contains(beta1), "beta1", beta1, "in 0 ..< 1", in: operation)
    try require((0..<1).contains(beta2), "beta2", beta2, "in 0 ..< 1", in: operation)
    try require(epsilon > 0, "epsilon", epsilon, "positive", in: operation)
    try require(weightDecay >= 0, "weightDecay", weightDecay, "at least 0", in: operation)
    let firstMoment = try beta1 * firstMoment + (1 - beta1) * gradient
    let secondMoment = try beta2 * secondMoment + (1 - beta2) * gradient.squared()
    let correctedFirstMoment = firstMoment / (1 - pow(beta1, Double(step)))
    let correctedSecondMoment = secondMoment / (1 - pow(beta2, Double(step)))
    let step = try correctedFirstMoment / (sqrt(correctedSecondMoment) + epsilon)
    let decayed = parameter * (1 - learningRate * weightDecay)
    return (try decayed - learningRate * step, firstMoment, secondMoment)
  }
}
