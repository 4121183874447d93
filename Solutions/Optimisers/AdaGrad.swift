import Tensors

/// AdaGrad: s ← s + g², θ ← θ − η · g / (√s + ε).
enum AdaGrad {
  // With gradients of one size G, s = t G² after t steps, and the step is   η G / (√t G) = η / √t   : the size
  // of the gradients drops out, and the steps grow smaller for ever.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    accumulator: Tensor,
    learningRate: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, accumulator: Tensor) {
    let accumulator = try accumulator + gradient.squared()
    let step = try gradient / (sqrt(accumulator) + epsilon)
    return (parameter: try parameter - learningRate * step, accumulator: accumulator)
  }
}
