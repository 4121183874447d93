import Tensors

/// The smallest network with a hidden layer, repaired.
enum TwoWeightNetwork {
  /// The values of both layers.
  static func layers(_ x: Double, w1: Double, w2: Double) throws
    -> (layer1: Double, output: Double)
  {
    let layer1 = 1 / (1 + exp(-x * w1))
    let output = 1 / (1 + exp(-layer1 * w2))
    return (layer1, output)
  }

  /// The loss L = ½ (target − output)².
  static func forward(_ x: Double, target: Double, w1: Double, w2: Double) throws -> Double {
    let output = try layers(x, w1: w1, w2: w2).output
    return (target - output) * (target - output) / 2
  }

  /// The slope of the sigmoid, from its value a = σ(z): σ′(z) = a · (1 − a).
  static func slope(_ activation: Double) -> Double {
    activation * (1 - activation)
  }

  // With p = x·w1 and q = layer1·w2:
  //
  // ∂L/∂q      = (output − target) · σ′(q)
  // ∂L/∂w2     = ∂L/∂q · layer1           q = layer1·w2, one way down
  // ∂L/∂layer1 = ∂L/∂q · w2               q = layer1·w2, the other way
  // ∂L/∂p      = ∂L/∂layer1 · σ′(p)
  // ∂L/∂w1     = ∂L/∂p · x
  //
  // The faults: ∂L/∂w2 where ∂L/∂q belongs in hiddenError, which was published and gives a factor layer1 too many in
  // ∂L/∂w1; w1 for w2 there; the slope of the other layer in hiddenDelta; x for layer1 in outputGradient.
  static func backward(
    _ upstream: Double,
    _ x: Double,
    target: Double,
    w1: Double,
    w2: Double
  ) throws -> (w1: Double, w2: Double) {
    let (layer1, output) = try layers(x, w1: w1, w2: w2)

    // the output layer
    let outputDelta = upstream * (output - target) * slope(output)  // ∂L/∂q
    let outputGradient = layer1 * outputDelta

    // the hidden layer
    let hiddenError = outputDelta * w2
    let hiddenDelta = hiddenError * slope(layer1)  // ∂L/∂p
    let hiddenGradient = x * hiddenDelta

    return (w1: hiddenGradient, w2: outputGradient)
  }
}
