import Tensors

/// Exponential decay (ExponentialLR): the learning rate falls by the same factor in every epoch.
///
///     η = η₀ · factor^epoch        epoch: 0, 1, 2, …
///
/// η₀ is `initial`.
enum ExponentialDecay {
  /// The learning rate for an epoch.
  ///
  /// `pow(factor, n)` is factorⁿ.
  static func learningRate(epoch: Int, initial: Double, factor: Double) throws -> Double {
    throw NotStarted()
  }
}
