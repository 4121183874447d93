import Tensors

/// y = x·W + b, the layer that most tests check.
enum Linear {
  static func forward(_ x: Tensor, weight: Tensor, bias: Tensor) throws -> Tensor {
    try x.matmul(weight) + bias
  }

  static func backward(_ upstream: Tensor, _ x: Tensor, weight: Tensor, bias: Tensor) throws
    -> (x: Tensor, weight: Tensor, bias: Tensor)
  {
    (
      x: try upstream.matmul(weight.transposed()),
      weight: try x.transposed().matmul(upstream),
      bias: try upstream.sum(axis: 0)
    )
  }

  static func inputs(
    batch: Int = 8,
    features: Int = 16,
    outputs: Int = 12,
    seed: UInt64 = 7
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    var random = RandomSource(seed: seed)
    return (
      try .normal([batch, features], using: &random),
      try .normal([features, outputs], using: &random),
      try .normal([outputs], using: &random)
    )
  }
}

/// Mean cross-entropy of softmax(logits) against labels.
enum CrossEntropy {
  static func probabilities(_ logits: Tensor) throws -> Tensor {
    let powers = exp(try logits - logits.max(axis: 1, keepingDimensions: true))
    return try powers / powers.sum(axis: 1, keepingDimensions: true)
  }

  static func forward(_ logits: Tensor, labels: [Int]) throws -> Double {
    try -log(probabilities(logits)).picking(labels).mean()
  }

  static func gradient(_ logits: Tensor, labels: [Int]) throws -> Tensor {
    let target = try Tensor.oneHot(labels, classes: logits.shape[1])
    return try (probabilities(logits) - target) / Double(labels.count)
  }
}
