import Tensors

/// The absolute error: L = 1/n Σ |x − t|, over all n entries.
enum MeanAbsoluteError {
  static func forward(_ prediction: Tensor, target: Tensor) throws -> Double {
    try abs(prediction - target).mean()
  }

  // L      = 1/n Σᵢ |xᵢ − tᵢ|
  //
  // ∂L/∂xᵢ = 1/n · (1 for xᵢ > tᵢ, −1 for xᵢ < tᵢ, chosen 0 at the kink)
  //        = sign(xᵢ − tᵢ) / n
  static func backward(_ upstream: Double, _ prediction: Tensor, target: Tensor) throws -> Tensor {
    try upstream * sign(prediction - target) / prediction.count
  }
}
