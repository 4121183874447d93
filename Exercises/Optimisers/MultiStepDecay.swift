import Tensors

/// Multi-step decay: the learning rate falls by a factor at given epochs.
///
///     η = η₀ · factor^(number of milestones ≤ epoch)        epoch: 0, 1, 2, …
///
/// η₀ is `initial`. The milestones may come in any order; one that is named twice counts twice.
enum MultiStepDecay {
  /// The learning rate for an epoch.
  ///
  /// `pow(factor, n)` is factorⁿ; `list.filter { … }.count` counts.
  static func learningRate(
    epoch: Int,
    initial: Double,
    milestones: [Int],
    factor: Double
  ) throws -> Double {
    throw NotStarted()
  }
}
