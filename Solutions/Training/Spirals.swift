import Tensors

/// Spirals, learnt by a network with one hidden layer and momentum: Linear(2, 32), tanh, Linear(32, 3).
enum Spirals {
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int]
  ) throws -> [Int] {
    // Weights of about 2, because the coordinates are below 1: otherwise tanh is nearly a straight line.
    var random = RandomSource(seed: 1)
    var parameters = [
      try Tensor.normal([2, 32], standardDeviation: 2, using: &random),
      try Tensor.normal([32], using: &random),
      try Tensor.normal([32, 3], standardDeviation: 0.2, using: &random),
      try Tensor.zeros([3]),
    ]
    var velocities = parameters.map { Tensor.zeros(like: $0) }
    let target = try Tensor.oneHot(labels, classes: 3)

    // Gradient descent with momentum on the whole set. With z = x · W₁ + b₁, s = tanh(z) · W₂ + b₂:
    // ∂L/∂s = (p − y) / N
    // ∂L/∂z = (∂L/∂s · W₂ᵀ) ∘ (1 − tanh²)
    for _ in 0..<300 {
      let hidden = try tanh(examples.matmul(parameters[0]) + parameters[1])
      let scores = try hidden.matmul(parameters[2]) + parameters[3]
      let powers = try exp(scores - scores.max(axis: 1, keepingDimensions: true))
      let probabilities = try powers / powers.sum(axis: 1, keepingDimensions: true)
      let scoresGradient = try (probabilities - target) / labels.count
      let hiddenGradient = try scoresGradient.matmul(parameters[2].transposed())
      let zGradient = try hiddenGradient * (1 - hidden.squared())
      let gradients = [
        try examples.transposed().matmul(zGradient),
        try zGradient.sum(axis: 0),
        try hidden.transposed().matmul(scoresGradient),
        try scoresGradient.sum(axis: 0),
      ]
      for i in parameters.indices {
        velocities[i] = try 0.9 * velocities[i] + gradients[i]
        parameters[i] = try parameters[i] - 0.5 * velocities[i]
      }
    }

    let hidden = try tanh(points.matmul(parameters[0]) + parameters[1])
    return try (hidden.matmul(parameters[2]) + parameters[3]).argmax(axis: 1)
  }
}
