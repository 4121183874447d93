import Tensors

/// AdaGrad: every entry has its own learning rate, which falls with the gradients it has seen.
///
///     g ← g + λ·θ
///     s ← s + g²
///     θ ← θ − η·g / (√s + ε)
///
/// parameter θ, gradient g, accumulator s: one shape. s starts at 0 and only grows, so that the steps become
/// ever smaller. ε stands outside the root. The weight decay λ is that of the penalty ½·λ·Σθ².
///
/// Reference: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
/// optimization", JMLR 12 (2011).
public enum AdaGrad {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - accumulator: s after the step before; zeros at first.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - epsilon: ε, positive: keeps the quotient finite while the gradients are 0.
  ///   - weightDecay: λ, at least 0; 0 for none.
  /// - Returns: θ and s after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    accumulator: Tensor,
    learningRate: Double = 0.01,
    epsilon: Double = 1e-10,
    weightDecay: Double = 0
  ) throws -> (parameter: Tensor, accumulator: Tensor) {
    let operation = "AdaGrad.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    try requireShape(accumulator, parameter.sizes, "accumulator", in: operation)
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    try require(epsilon > 0, "epsilon", epsilon, "positive", in: operation)
    let gradient = try decayed(gradient, parameter, weightDecay, in: operation)
    let accumulator = try accumulator + gradient.squared()
    return (try parameter - learningRate * gradient / (sqrt(accumulator) + epsilon), accumulator)
  }
}
