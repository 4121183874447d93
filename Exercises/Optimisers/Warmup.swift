import Tensors

/// Linear warm-up: the learning rate rises in equal steps until it is η₀, and stays there.
///
///     η = η₀ · (start + (1 − start) · min(epoch / length, 1))        epoch: 0, 1, 2, …
///
/// η₀ is `target`, the rate to be reached, and `start` is a share of it, from 0 to 1. In epoch 0 the rate is
/// `start` · η₀; from epoch `length` on it is η₀.
enum Warmup {
  /// The learning rate for an epoch.
  ///
  /// Dividing one `Int` by another rounds: convert with `Double(epoch)`.
  static func learningRate(epoch: Int, target: Double, length: Int, start: Double) throws -> Double
  {
    throw NotStarted()
  }
}
