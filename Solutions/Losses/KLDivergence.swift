import Tensors

/// The Kullback–Leibler divergence: L = 1/N Σₙ Σ_c t[n, c] · (log t[n, c] − y[n, c]), with 0 · log 0 = 0.
enum KLDivergence {
  // Where t is 0, the factor t makes the term 0 as long as the logarithm is finite.
  static func forward(_ logProbabilities: Tensor, targets: Tensor) throws -> Double {
    let logTargets = log(maximum(targets, 1e-300))
    let rows = Double(targets.shape[0])
    return try (targets * (logTargets - logProbabilities)).sum() / rows
  }

  // l[n]        = Σ_c t[n, c] · log t[n, c] − Σ_c t[n, c] · y[n, c]         the first sum is a constant
  //
  // ∂L/∂y[n, c] = −t[n, c] / N
  static func backward(_ upstream: Double, _ logProbabilities: Tensor, targets: Tensor) throws
    -> Tensor
  {
    -upstream * targets / targets.shape[0]
  }
}
