import Tensors

/// Step decay: the learning rate falls by a factor at regular intervals.
///
///     η = η₀ · factor^⌊epoch / interval⌋        ⌊ ⌋: rounded down; epoch: 0, 1, 2, …
///
/// η₀ is `initial`. With an interval of 1 the rate falls in every epoch: exponential decay.
enum StepDecay {
  /// The learning rate for an epoch.
  ///
  /// `pow(factor, n)` is factorⁿ; dividing one `Int` by another rounds towards 0.
  static func learningRate(epoch: Int, initial: Double, interval: Int, factor: Double) throws
    -> Double
  {
    throw NotStarted()
  }
}
