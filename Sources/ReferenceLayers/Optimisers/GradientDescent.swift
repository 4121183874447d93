import Tensors

/// Gradient descent: one step downhill.
///
///     g ← g + λ·θ
///     θ ← θ − η·g
///
/// parameter θ and gradient g: one shape. With the gradient of a whole training set this is batch gradient
/// descent, with that of a random part of it stochastic gradient descent (SGD). The weight decay λ is that of
/// the penalty ½·λ·Σθ², as in PyTorch.
///
/// Reference: Robbins and Monro, "A stochastic approximation method", Annals of Mathematical Statistics 22
/// (1951).
public enum GradientDescent {
  /// One step.
  ///
  /// - Parameters:
  ///   - parameter: θ, any shape.
  ///   - gradient: g = ∂L/∂θ, the shape of θ.
  ///   - learningRate: The learning rate η, at least 0.
  ///   - weightDecay: λ, at least 0; 0 for none.
  /// - Returns: θ after the step.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    learningRate: Double,
    weightDecay: Double = 0
  ) throws -> Tensor {
    let operation = "GradientDescent.step"
    try requireShape(gradient, parameter.sizes, "gradient", in: operation)
    try require(learningRate >= 0, "learningRate", learningRate, "at least 0", in: operation)
    let gradient = try decayed(gradient, parameter, weightDecay, in: operation)
    return try parameter - learningRate * gradient
  }
}
