import Tensors

/// RMSProp: s ← α · s + (1 − α) · g², θ ← θ − η · g / (√s + ε).
enum RMSProp {
  // s is a mean of the squares so far with weights (1 − α), (1 − α) α, (1 − α) α², … from the newest to the
  // oldest. For gradients of one size G it tends to G², and the step to η: whatever G is.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    meanSquare: Tensor,
    learningRate: Double,
    decay: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, meanSquare: Tensor) {
    let meanSquare = try decay * meanSquare + (1 - decay) * gradient.squared()
    let step = try gradient / (sqrt(meanSquare) + epsilon)
    return (parameter: try parameter - learningRate * step, meanSquare: meanSquare)
  }
}
