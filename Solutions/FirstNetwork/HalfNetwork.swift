import Tensors

/// A half-filled network, with its backward and its update.
enum HalfNetwork {
  struct Parameters {
    var weight1: Tensor  // [D, H]
    var bias1: Tensor  // [H]
    var weight2: Tensor  // [H, 1]
    var bias2: Tensor  // [1]
  }

  static func forward(_ x: Tensor, _ parameters: Parameters) throws
    -> (hidden: Tensor, probability: Tensor)
  {
    let hidden = tanh(try x.matmul(parameters.weight1) + parameters.bias1)
    let logits = try hidden.matmul(parameters.weight2) + parameters.bias2
    return (hidden, 1 / (1 + exp(-logits)))
  }

  static func loss(_ probability: Tensor, labels: Tensor) throws -> Double {
    try -(labels * log(probability) + (1 - labels) * log(1 - probability)).mean()
  }

  // δ² = ∂L/∂z² = (p − y) / N                    sigmoid with binary cross-entropy
  //
  // z² = h · W² + b²:      ∂L/∂W² = hᵀ · δ²
  //                        ∂L/∂b² = Σₙ δ²
  //                        ∂L/∂h  = δ² · (W²)ᵀ
  //
  // h = tanh(z¹):          δ¹ = ∂L/∂h ∘ (1 − h²)
  //
  // z¹ = x · W¹ + b¹:      ∂L/∂W¹ = xᵀ · δ¹
  //                        ∂L/∂b¹ = Σₙ δ¹
  static func backward(
    _ x: Tensor,
    labels: Tensor,
    hidden: Tensor,
    probability: Tensor,
    _ parameters: Parameters
  ) throws -> Parameters {
    let delta2 = try (probability - labels) / labels.count  // ∂L/∂z²: [N, 1]
    let hiddenGradient = try delta2.matmul(parameters.weight2.transposed())  // [N, H]
    let delta1 = try hiddenGradient * (1 - hidden.squared())  // ∂L/∂z¹: [N, H]
    return Parameters(
      weight1: try x.transposed().matmul(delta1),
      bias1: try delta1.sum(axis: 0),
      weight2: try hidden.transposed().matmul(delta2),
      bias2: try delta2.sum(axis: 0)
    )
  }

  static func update(
    _ parameters: Parameters,
    gradients: Parameters,
    learningRate: Double
  ) throws -> Parameters {
    Parameters(
      weight1: try parameters.weight1 - learningRate * gradients.weight1,
      bias1: try parameters.bias1 - learningRate * gradients.bias1,
      weight2: try parameters.weight2 - learningRate * gradients.weight2,
      bias2: try parameters.bias2 - learningRate * gradients.bias2
    )
  }

  static func train(
    _ x: Tensor,
    labels: Tensor,
    from start: Parameters,
    learningRate: Double,
    rounds: Int
  ) throws -> (losses: [Double], parameters: Parameters) {
    var parameters = start
    var losses: [Double] = []
    for round in 0..<rounds {
      let (hidden, probability) = try forward(x, parameters)
      losses.append(try loss(probability, labels: labels))
      if round % 100 == 0 { print("round \(round): loss \(losses[round])") }
      let gradients = try backward(
        x,
        labels: labels,
        hidden: hidden,
        probability: probability,
        parameters
      )
      parameters = try update(parameters, gradients: gradients, learningRate: learningRate)
    }
    return (losses, parameters)
  }
}
