import Tensors

/// RMSProp: AdaGrad that forgets, so that its steps do not die out.
///
///     s ← α·s + (1 − α)·g²
///     θ ← θ − η·g / (√s + ε)
///
/// parameter θ, gradient g, mean square s: one shape. s starts at 0. ε stands outside the root.
///
/// Reference: Tieleman and Hinton, "Lecture 6.5: RMSProp", Coursera, Neural Networks for Machine Learning
/// (2012).
public enum RMSProp {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - meanSquare: s after the step before; zeros at first.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - decay: α, from 0 up to but not including 1: how slowly s forgets.
  ///   - epsilon: ε, positive: keeps the quotient finite while the gradients are 0.
  /// - Returns: θ and s after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    meanSquare: Tensor,
    learningRate: Double = 0.01,
    decay: Double = 0.99,
    epsilon: Double = 1e-8
  ) throws -> (parameter: Tensor, meanSquare: Tensor) {
    let operation = "RMSProp.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    try requireShape(meanSquare, parameter.sizes, "meanSquare", in: operation)
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    try require((0..<1).contains(decay), "decay", decay, "in 0 ..< 1", in: operation)
    try require(epsilon > 0, "epsilon", epsilon, "positive", in: operation)
    let meanSquare = try decay * meanSquare + (1 - decay) * gradient.squared()
    return (try parameter - learningRate * gradient / (sqrt(meanSquare) + epsilon), meanSquare)
  }
}
