// Version 1. Keep this line: a file that you hand in says with it which fault was yours to find.
import Tensors

/// Find the bug: the smallest network with a hidden layer, in which one line is wrong.
///
///     layer1 = σ(x · w1)        output = σ(layer1 · w2)        L = ½ (target − output)²
///
/// All of them are numbers. Every line of this file runs, and only numbers show that something is wrong. The
/// fault is in `backward`; `layers`, `forward` and `slope` do not have it. Run the grader, read which gradient
/// is wrong, and repair the line. Your neighbour's file has another fault.
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
    let (layer1, output) = try layers(x, w1: w1, w2: w2)

    // the output layer
    let outputDelta = upstream * (output - target) * slope(output)
    let outputGradient = layer1 * outputDelta

    // the hidden layer
    let hiddenError = outputGradient * w2
    let hiddenDelta = hiddenError * slope(layer1)
    let hiddenGradient = x * hiddenDelta

    return (w1: hiddenGradient, w2: outputGradient)
  }
}
