import Tensors

/// Cross-entropy on logits: y = log-softmax(z), L = −1/N Σₙ yₙ,labelₙ.
enum CrossEntropy {
  static func forward(_ logits: Tensor, labels: [Int]) throws -> Double {
    try -logSoftmax(logits).picking(labels).mean()
  }

  // Through the second step, with g = ∂L/∂y:
  //
  // gₙ_c     = −upstream/N · [c = labelₙ]
  //
  // Through the first, yₙⱼ = zₙⱼ − log Σₖ e^zₙₖ, where ∂yₙⱼ/∂zₙ_c = [j = c] − pₙ_c:
  //
  // ∂L/∂zₙ_c = Σⱼ gₙⱼ ([j = c] − pₙ_c)
  //          = gₙ_c − pₙ_c Σⱼ gₙⱼ
  static func backward(_ upstream: Double, _ logits: Tensor, labels: [Int]) throws -> Tensor {
    let oneHot = try Tensor.oneHot(labels, classes: logits.shape[1])
    let g = -upstream * oneHot / labels.count  // [N, C]
    let probabilities = exp(try logSoftmax(logits))
    return try g - probabilities * g.sum(axis: 1, keepingDimensions: true)
  }

  private static func logSoftmax(_ logits: Tensor) throws -> Tensor {
    let shifted = try logits - logits.max(axis: 1, keepingDimensions: true)
    return try shifted - log(exp(shifted).sum(axis: 1, keepingDimensions: true))
  }
}
