import Tensors

/// The network with two weights, trained: forward, backward, update, again and again.
///
///     layer1 = σ(x · w1)        output = σ(layer1 · w2)        L = ½ (target − output)²
///
/// Each of the `rounds` rounds has three steps:
///
///     forward     layer1, output and the loss L, with the weights as they are now
///     backward    ∂L/∂w1 and ∂L/∂w2, both with the weights that forward used
///     update      w1 ← w1 − learningRate · ∂L/∂w1        w2 ← w2 − learningRate · ∂L/∂w2
///
/// All of them are numbers. Print the loss now and then, and the verdict shows it:
/// `if round % 100 == 0 { print("round \(round): loss \(loss)") }`.
enum TwoWeightTraining {
  /// Trains the network, and returns one loss for each round and the weights at the end.
  ///
  /// The loss of a round is that of its forward pass, before the update.
  static func train(
    _ x: Double,
    target: Double,
    w1: Double,
    w2: Double,
    learningRate: Double,
    rounds: Int
  ) throws -> (losses: [Double], w1: Double, w2: Double) {
    throw NotStarted()
  }
}
