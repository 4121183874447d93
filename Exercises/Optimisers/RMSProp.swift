import Tensors

/// RMSProp: AdaGrad that forgets, so that its steps do not die out.
///
///     s ← α · s + (1 − α) · g²        a running mean of the squares
///     θ ← θ − η · g / (√s + ε)        with the new s, entry by entry; ε stands outside the root
///
///     parameter θ, gradient g, mean square s: all of one shape   learning rate η, decay α, epsilon ε: numbers
///
/// `g.squared()` and `sqrt(s)` work on every entry.
enum RMSProp {
  /// One step: the new parameter and the new mean square.
  ///
  /// The mean square is zero before the first step; after that, what you return comes back in the next call.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    meanSquare: Tensor,
    learningRate: Double,
    decay: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, meanSquare: Tensor) {
    throw NotStarted()
  }
}
