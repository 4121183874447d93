import Tensors

/// Cosine decay: the learning rate falls along half a cosine, slowly at both ends.
///
///     η = η₁ + ½ · (η₀ − η₁) · (1 + cos(π · epoch / period))        epoch: 0, 1, 2, …
///
/// In epoch 0 it is the initial rate η₀ (`initial`); from epoch `period` on it stays at the final rate η₁ (`final`).
enum CosineDecay {
  /// The learning rate for an epoch.
  ///
  /// `cos` takes radians; π is `Double.pi`. Dividing one `Int` by another rounds: convert with `Double(epoch)`.
  static func learningRate(epoch: Int, initial: Double, final: Double, period: Int) throws -> Double
  {
    throw NotStarted()
  }
}
