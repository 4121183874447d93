import Tensors

/// Softmax and cross-entropy in one: L = −1/N Σₙ log softmax(zₙ)[labelₙ].
enum SoftmaxCrossEntropy {
  struct Cache {
    var probabilities: Tensor
    var labels: [Int]
  }

  // With m the largest logit of a row, softmax does not change when m is subtracted from all of them:
  //
  // log p_c = z_c − log Σₖ e^zₖ
  //         = (z_c − m) − log Σₖ e^(zₖ − m)
  //
  // Now no exponential overflows, and the logarithm sees at least 1 (the term of the largest logit). The
  // logarithm of p itself would be log 0 = −∞ as soon as p underflows.
  static func forward(_ logits: Tensor, labels: [Int]) throws -> (loss: Double, cache: Cache) {
    let shifted = try logits - logits.max(axis: 1, keepingDimensions: true)  // [N, C]
    let sums = try exp(shifted).sum(axis: 1, keepingDimensions: true)  // [N, 1]
    let logProbabilities = try shifted - log(sums)  // [N, C]
    let loss = try -logProbabilities.picking(labels).mean()
    return (loss, Cache(probabilities: exp(logProbabilities), labels: labels))
  }

  // One example with label y:   ℓ = −z_y + log Σₖ e^zₖ
  //
  // ∂ℓ/∂z_c = −[c = y] + e^z_c / Σₖ e^zₖ
  //         = p_c − [c = y]
  //
  // The mean over N examples brings 1/N, and the chain rule the upstream gradient:
  //
  // ∂L/∂zₙ_c = upstream · (pₙ_c − onehotₙ_c) / N
  static func backward(_ upstream: Double, cache: Cache) throws -> Tensor {
    let (rows, classes) = (cache.probabilities.shape[0], cache.probabilities.shape[1])
    let oneHot = try Tensor.oneHot(cache.labels, classes: classes)
    return try upstream * (cache.probabilities - oneHot) / rows
  }
}
