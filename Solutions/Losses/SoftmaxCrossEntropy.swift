import Tensors

/// Softmax and cross-entropy in one: L = −1/N Σₙ log softmax(z[n])[labels[n]].
enum SoftmaxCrossEntropy {
  struct Cache {
    var probabilities: Tensor
    var labels: [Int]
  }

  // With m the largest logit of a row, softmax does not change when m is subtracted from all of them:
  //
  // log p[c] = z[c] − log Σₖ exp(z[k])
  //          = (z[c] − m) − log Σₖ exp(z[k] − m)
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

  // One example with label y:   ℓ = −z[y] + log Σₖ exp(z[k])
  //
  // ∂ℓ/∂z[c] = −[c = y] + exp(z[c]) / Σₖ exp(z[k])
  //          = p[c] − [c = y]
  //
  // The mean over N examples brings 1/N, and the chain rule the upstream gradient:
  //
  // ∂L/∂z[n, c] = upstream · (p[n, c] − onehot[n, c]) / N
  static func backward(_ upstream: Double, cache: Cache) throws -> Tensor {
    let (rows, classes) = (cache.probabilities.shape[0], cache.probabilities.shape[1])
    let oneHot = try Tensor.oneHot(cache.labels, classes: classes)
    return try upstream * (cache.probabilities - oneHot) / rows
  }
}
