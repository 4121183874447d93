import Tensors

/// Pictures of cats and dogs, learnt by Linear(4096, 64), ReLU, Linear(64, 2) with momentum.
enum CatsAndDogs {
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int]
  ) throws -> [Int] {
    // Kaiming's scale for 4096 inputs and a ReLU behind them: √(2 / 4096) = 0.022.
    var random = RandomSource(seed: 1)
    var parameters = [
      try Tensor.normal([4_096, 64], standardDeviation: sqrt(2.0 / 4_096), using: &random),
      try Tensor.zeros([64]),
      try Tensor.normal([64, 2], standardDeviation: sqrt(1.0 / 64), using: &random),
      try Tensor.zeros([2]),
    ]
    var velocities = parameters.map { Tensor.zeros(like: $0) }
    let target = try Tensor.oneHot(labels, classes: 2)
    let transposed = try examples.transposed()

    // With z = x · W₁ + b₁, h = max(z, 0) and s = h · W₂ + b₂:
    // ∂L/∂s = (p − y) / N
    // ∂L/∂z = ∂L/∂s · W₂ᵀ where z > 0, else 0
    // Each gradient of a parameter is what its layer received, transposed, times the gradient behind it.
    for step in 0..<12 {
      let z = try examples.matmul(parameters[0]) + parameters[1]
      let hidden = maximum(z, 0)
      let scores = try hidden.matmul(parameters[2]) + parameters[3]
      let powers = try exp(scores - scores.max(axis: 1, keepingDimensions: true))
      let probabilities = try powers / powers.sum(axis: 1, keepingDimensions: true)
      if step % 3 == 0 {
        print("step \(step): loss \(try -log(probabilities.picking(labels)).mean())")
      }

      let scoresGradient = try (probabilities - target) / labels.count
      let zGradient = try scoresGradient.matmul(parameters[2].transposed()) * (z .> 0)
      let gradients = [
        try transposed.matmul(zGradient),
        try zGradient.sum(axis: 0),
        try hidden.transposed().matmul(scoresGradient),
        try scoresGradient.sum(axis: 0),
      ]
      for i in parameters.indices {
        velocities[i] = try 0.9 * velocities[i] + gradients[i]
        parameters[i] = try parameters[i] - 0.01 * velocities[i]
      }
    }

    let hidden = try maximum(points.matmul(parameters[0]) + parameters[1], 0)
    return try (hidden.matmul(parameters[2]) + parameters[3]).argmax(axis: 1)
  }
}
