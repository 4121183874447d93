import Tensors

/// Find the bug: the smallest network with a hidden layer, with a mistake that was published.
///
///     layer1 = σ(x · w1)        output = σ(layer1 · w2)        L = ½ (target − output)²
///
/// All of them are numbers. Every line of this file runs, and the network even learns; but one of the two
/// gradients is wrong. Delete the line marked below, see what the grader says, and repair `backward`.
/// There is one mistake, and `layers` and `forward` do not have it.
enum TwoWeightNetwork {
  /// The values of both layers.
  static func layers(_ x: Double, w1: Double, w2: Double) throws
    -> (layer1: Double, output: Double)
  {
    let layer1 = 1 / (1 + exp(-x * w1))
    let output = 1 / (1 + exp(-layer1 * w2))
    return (layer1, output)
  }

  /// The loss L.
  static func forward(_ x: Double, target: Double, w1: Double, w2: Double) throws -> Double {
    let output = try layers(x, w1: w1, w2: w2).output
    return (target - output) * (target - output) / 2
  }

  /// The slope of the sigmoid, from its value a = σ(z): σ′(z) = a · (1 − a).
  static func slope(_ activation: Double) -> Double {
    activation * (1 - activation)
  }

  /// The gradients of the loss with respect to both weights, given `upstream`: how much
  /// whatever follows changes for each unit that L changes (1 when L is the end).
  static func backward(
    _ upstream: Double,
    _ x: Double,
    target: Double,
    w1: Double,
    w2: Double
  ) throws -> (w1: Double, w2: Double) {
    try NotStarted.untilThisLineIsDeleted()  // delete this line to begin
    let (layer1, output) = try layers(x, w1: w1, w2: w2)

    // the output layer
    let outputError = upstream * (output - target)
    let outputGradient = layer1 * outputError * slope(output)

    // the hidden layer
    let hiddenError = outputGradient * w2
    let hiddenGradient = x * hiddenError * slope(layer1)

    return (w1: hiddenGradient, w2: outputGradient)
  }
}
