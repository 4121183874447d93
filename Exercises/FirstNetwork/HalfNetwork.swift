import Tensors

/// A half-filled network: forward, loss and loop are here, backward and update are yours.
///
///     z¹ = x · W¹ + b¹     h = tanh(z¹)     z² = h · W² + b²     p = σ(z²)
///     L  = −1/N Σₙ (y[n] log p[n] + (1 − y[n]) log(1 − p[n]))
///
///     x: [N, D]   labels y: [N, 1], 0 or 1   W¹: [D, H]   b¹: [H]   W²: [H, 1]   b²: [1]
enum HalfNetwork {
  /// All that is learnt; the gradients have the same shapes and the same names.
  struct Parameters {
    var weight1: Tensor  // [D, H]
    var bias1: Tensor  // [H]
    var weight2: Tensor  // [H, 1]
    var bias2: Tensor  // [1]
  }

  /// The hidden values h [N, H] and the probabilities p [N, 1] (given: change nothing here).
  static func forward(_ x: Tensor, _ parameters: Parameters) throws
    -> (hidden: Tensor, probability: Tensor)
  {
    let hidden = tanh(try x.matmul(parameters.weight1) + parameters.bias1)
    let logits = try hidden.matmul(parameters.weight2) + parameters.bias2
    return (hidden, 1 / (1 + exp(-logits)))
  }

  /// The mean loss over the N examples (given).
  static func loss(_ probability: Tensor, labels: Tensor) throws -> Double {
    try -(labels * log(probability) + (1 - labels) * log(1 - probability)).mean()
  }

  /// The gradients of the loss with respect to all parameters.
  ///
  /// `hidden` and `probability` are what forward returned. The sigmoid and its loss together have a short gradient:
  /// ∂L/∂z² = (p − y) / N.
  static func backward(
    _ x: Tensor,
    labels: Tensor,
    hidden: Tensor,
    probability: Tensor,
    _ parameters: Parameters
  ) throws -> Parameters {
    throw NotStarted()
  }

  /// The parameters after one step of gradient descent, θ ← θ − learningRate · ∂L/∂θ for all four.
  static func update(
    _ parameters: Parameters,
    gradients: Parameters,
    learningRate: Double
  ) throws -> Parameters {
    throw NotStarted()
  }

  /// Trains on the whole set for some rounds, and prints every hundredth loss (given).
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
