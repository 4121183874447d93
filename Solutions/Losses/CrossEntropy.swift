import Tensors

/// Cross-entropy on logits: y = log-softmax(z), L = −1/N Σₙ y[n, labels[n]].
enum CrossEntropy {
  static func forward(_ logits: Tensor, labels: [Int]) throws -> Double {
    try -logSoftmax(logits).picking(labels).mean()
  }

  // Through the second step, with g = ∂L/∂y:
  //
  // g[n, c]        = −upstream/N · [c = labels[n]]
  //
  // Through the first, y[n, j] = z[n, j] − log Σₖ exp(z[n, k]), where ∂y[n, j]/∂z[n, c] = [j = c] − p[n, c]:
  //
  // ∂L/∂z[n, c] = Σⱼ g[n, j] · ([j = c] − p[n, c])
  //             = g[n, c] − p[n, c] · Σⱼ g[n, j]
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
