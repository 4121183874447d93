import Tensors

/// Linear warm-up: the rate rises in equal steps until it is η₀, and stays there.
///
///     η = η₀ · (start + (1 − start) · min(epoch / length, 1))        epoch: 0, 1, 2, …
///
/// In epoch 0 it is `start` · η₀, a share from 0 to 1; from epoch `length` on it is η₀.
enum Warmup {
  /// The rate for an epoch.
  ///
  /// Dividing one `Int` by another rounds: convert with `Double(epoch)`.
  static func rate(epoch: Int, target: Double, length: Int, start: Double) throws -> Double {
    throw NotStarted()
  }
}
