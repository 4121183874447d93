import Tensors

/// Adam: momentum, and a learning rate for every entry, both corrected for their start at zero.
///
///     m ← β₁ · m + (1 − β₁) · g           m̂ = m / (1 − β₁ᵗ)
///     v ← β₂ · v + (1 − β₂) · g²          v̂ = v / (1 − β₂ᵗ)
///     θ ← θ − η · m̂ / (√v̂ + ε)
///
///     parameter θ, gradient g, first moment m, second moment v: all of one shape
///     step t: 1, 2, 3, …   learning rate η, β₁ (`beta1`), β₂ (`beta2`), epsilon ε: numbers
///
/// `g.squared()` and `sqrt(v)` work on every entry; `pow(beta1, step)` is β₁ᵗ. ε stands outside the root.
enum Adam {
  /// One step: the new parameter, the new moments m and v, both as they are before correction.
  ///
  /// m and v are zero before the first step; after that, what you return comes back in the next call, with
  /// `step` one larger.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    firstMoment: Tensor,
    secondMoment: Tensor,
    step: Int,
    learningRate: Double,
    beta1: Double,
    beta2: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, firstMoment: Tensor, secondMoment: Tensor) {
    throw NotStarted()
  }
}
