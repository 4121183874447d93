import Tensors

/// Cross-entropy on probabilities: L = −1/N Σₙ Σ_c tₙ_c log(pₙ_c + ε), with ε = 1e-8.
enum ProbabilityCrossEntropy {
  static func forward(_ probabilities: Tensor, targets: Tensor) throws -> Double {
    let rows = Double(probabilities.shape[0])
    return try -(targets * log(probabilities + 1e-8)).sum() / rows
  }

  // L         = −1/N Σₙ Σ_c tₙ_c log(pₙ_c + ε)
  //
  // ∂L/∂pₙ_c  = −1/N · tₙ_c · 1/(pₙ_c + ε)       only one term contains pₙ_c
  static func backward(_ upstream: Double, _ probabilities: Tensor, targets: Tensor) throws
    -> Tensor
  {
    try -upstream * targets / (probabilities + 1e-8) / probabilities.shape[0]
  }
}
