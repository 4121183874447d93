import Tensors

/// Cross-entropy on probabilities: L = −1/N Σₙ Σ_c t[n, c] log(p[n, c] + ε), with ε = 1e-8.
enum ProbabilityCrossEntropy {
  static func forward(_ probabilities: Tensor, targets: Tensor) throws -> Double {
    let rows = Double(probabilities.shape[0])
    return try -(targets * log(probabilities + 1e-8)).sum() / rows
  }

  // L           = −1/N Σₙ Σ_c t[n, c] log(p[n, c] + ε)
  //
  // ∂L/∂p[n, c] = −1/N · t[n, c] · 1/(p[n, c] + ε)       only one term contains p[n, c]
  static func backward(_ upstream: Double, _ probabilities: Tensor, targets: Tensor) throws
    -> Tensor
  {
    try -upstream * targets / (probabilities + 1e-8) / probabilities.shape[0]
  }
}
