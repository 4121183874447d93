import Tensors

/// Exclusive or, learnt by a network with one hidden layer: Linear(2, 8), tanh, Linear(8, 2).
enum Xor {
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int]
  ) throws -> [Int] {
    // Different random weights for every hidden unit: from equal ones they would stay equal for ever.
    var random = RandomSource(seed: 1)
    var weight1 = try Tensor.normal([2, 8], standardDeviation: 1.5, using: &random)
    var bias1 = try Tensor.normal([8], using: &random)
    var weight2 = try Tensor.normal([8, 2], standardDeviation: 0.5, using: &random)
    var bias2 = try Tensor.zeros([2])
    let target = try Tensor.oneHot(labels, classes: 2)

    // Plain gradient descent on the whole set. With s = tanh(x · W₁ + b₁) · W₂ + b₂, p = softmax(s):
    // ∂L/∂s = (p − y) / N
    // ∂L/∂z = (∂L/∂s · W₂ᵀ) ∘ (1 − tanh²)
    for _ in 0..<500 {
      let hidden = try tanh(examples.matmul(weight1) + bias1)
      let scores = try hidden.matmul(weight2) + bias2
      let powers = try exp(scores - scores.max(axis: 1, keepingDimensions: true))
      let probabilities = try powers / powers.sum(axis: 1, keepingDimensions: true)
      let scoresGradient = try (probabilities - target) / labels.count
      let zGradient = try scoresGradient.matmul(weight2.transposed()) * (1 - hidden.squared())
      try weight2 -= 0.5 * hidden.transposed().matmul(scoresGradient)
      try bias2 -= 0.5 * scoresGradient.sum(axis: 0)
      try weight1 -= 0.5 * examples.transposed().matmul(zGradient)
      try bias1 -= 0.5 * zGradient.sum(axis: 0)
    }

    let hidden = try tanh(points.matmul(weight1) + bias1)
    return try (hidden.matmul(weight2) + bias2).argmax(axis: 1)
  }
}
