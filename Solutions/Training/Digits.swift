import Tensors

/// Digits, learnt by a network with one hidden layer and momentum: Linear(64, 24), ReLU, Linear(24, 10).
enum Digits {
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int]
  ) throws -> [Int] {
    // Kaiming's scale for a layer with ReLU behind it: √(2 / 64).
    var random = RandomSource(seed: 1)
    var parameters = [
      try Tensor.normal([64, 24], standardDeviation: sqrt(2.0 / 64), using: &random),
      try Tensor.zeros([24]),
      try Tensor.normal([24, 10], standardDeviation: sqrt(1.0 / 24), using: &random),
      try Tensor.zeros([10]),
    ]
    var velocities = parameters.map { Tensor.zeros(like: $0) }
    let target = try Tensor.oneHot(labels, classes: 10)

    // Gradient descent with momentum on the whole set. With z = x · W₁ + b₁, s = max(z, 0) · W₂ + b₂:
    // ∂L/∂s = (p − y) / N
    // ∂L/∂z = ∂L/∂s · W₂ᵀ where z > 0, else 0
    for _ in 0..<80 {
      let z = try examples.matmul(parameters[0]) + parameters[1]
      let hidden = maximum(z, 0)
      let scores = try hidden.matmul(parameters[2]) + parameters[3]
      let powers = try exp(scores - scores.max(axis: 1, keepingDimensions: true))
      let probabilities = try powers / powers.sum(axis: 1, keepingDimensions: true)
      let scoresGradient = try (probabilities - target) / labels.count
      let zGradient = try scoresGradient.matmul(parameters[2].transposed()) * (z .> 0)
      let gradients = [
        try examples.transposed().matmul(zGradient),
        try zGradient.sum(axis: 0),
        try hidden.transposed().matmul(scoresGradient),
        try scoresGradient.sum(axis: 0),
      ]
      for i in parameters.indices {
        velocities[i] = try 0.9 * velocities[i] + gradients[i]
        parameters[i] = try parameters[i] - 0.3 * velocities[i]
      }
    }

    let hidden = try maximum(points.matmul(parameters[0]) + parameters[1], 0)
    return try (hidden.matmul(parameters[2]) + parameters[3]).argmax(axis: 1)
  }
}
