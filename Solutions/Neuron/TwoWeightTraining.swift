import Tensors

/// The network with two weights, trained by gradient descent.
enum TwoWeightTraining {
  // With p = x · w1 and q = layer1 · w2, and σ'(z) = a · (1 − a) for a = σ(z):
  //
  // ∂L/∂output = output − target                        L = ½ (target − output)²
  // ∂L/∂q      = ∂L/∂output · output · (1 − output)
  // ∂L/∂w2     = ∂L/∂q · layer1
  // ∂L/∂layer1 = ∂L/∂q · w2
  // ∂L/∂p      = ∂L/∂layer1 · layer1 · (1 − layer1)
  // ∂L/∂w1     = ∂L/∂p · x
  static func train(
    _ x: Double,
    target: Double,
    w1: Double,
    w2: Double,
    learningRate: Double,
    rounds: Int
  ) throws -> (losses: [Double], w1: Double, w2: Double) {
    var (w1, w2) = (w1, w2)
    var losses: [Double] = []
    for round in 0..<rounds {
      // forward
      let layer1 = 1 / (1 + exp(-x * w1))
      let output = 1 / (1 + exp(-layer1 * w2))
      let loss = (target - output) * (target - output) / 2
      losses.append(loss)
      if round % 100 == 0 { print("round \(round): loss \(loss)") }

      // backward
      let outputDelta = (output - target) * output * (1 - output)  // ∂L/∂q
      let hiddenDelta = outputDelta * w2 * layer1 * (1 - layer1)  // ∂L/∂p

      // update
      w2 -= learningRate * layer1 * outputDelta
      w1 -= learningRate * x * hiddenDelta
    }
    return (losses, w1, w2)
  }
}
