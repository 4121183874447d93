import Tensors

/// The negative log-likelihood: L = −1/N Σₙ yₙ,labelₙ, with y the logarithms of probabilities.
enum NegativeLogLikelihood {
  static func forward(_ logProbabilities: Tensor, labels: [Int]) throws -> Double {
    try -logProbabilities.picking(labels).mean()
  }

  // L         = −1/N Σₙ yₙ,labelₙ
  //
  // ∂L/∂yₙ_c  = −1/N for c = labelₙ, else 0
  //           = −onehotₙ_c / N
  static func backward(_ upstream: Double, _ logProbabilities: Tensor, labels: [Int]) throws
    -> Tensor
  {
    let oneHot = try Tensor.oneHot(labels, classes: logProbabilities.shape[1])
    return -upstream * oneHot / labels.count
  }
}
