import Tensors

/// AdaGrad: a learning rate of its own for every entry, which falls with the gradients that entry has seen.
///
///     s ← s + g²                      the square of each entry
///     θ ← θ − η · g / (√s + ε)        with the new s, entry by entry; ε stands outside the root
///
///     parameter θ, gradient g, accumulator s: all of one shape   learning rate η, epsilon ε: numbers
///
/// `g.squared()` and `sqrt(s)` work on every entry.
enum AdaGrad {
  /// One step: the new parameter and the new accumulator.
  ///
  /// The accumulator is zero before the first step; after that, what you return comes back in the next call.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    accumulator: Tensor,
    learningRate: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, accumulator: Tensor) {
    throw NotStarted()
  }
}
