import Tensors

/// Gradient descent: θ ← θ − η · g.
enum GradientDescent {
  // Near θ the loss is   L(θ + d) ≈ L(θ) + g · d   : it falls fastest along d = −g, and the rate says how far
  // the approximation is trusted.
  static func step(_ parameter: Tensor, gradient: Tensor, learningRate: Double) throws -> Tensor {
    try parameter - learningRate * gradient
  }
}
