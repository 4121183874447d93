import Tensors

/// The squared error: L = 1/n Σ (x − t)², over all n entries.
enum MeanSquaredError {
  static func forward(_ prediction: Tensor, target: Tensor) throws -> Double {
    try (prediction - target).squared().mean()
  }

  // L      = 1/n Σᵢ (xᵢ − tᵢ)²
  //
  // ∂L/∂xᵢ = 1/n · 2 (xᵢ − tᵢ)            only one term of the sum contains xᵢ
  //
  // With the chain rule:   upstream · 2 (x − t) / n
  static func backward(_ upstream: Double, _ prediction: Tensor, target: Tensor) throws -> Tensor {
    try upstream * 2 * (prediction - target) / prediction.count
  }
}
