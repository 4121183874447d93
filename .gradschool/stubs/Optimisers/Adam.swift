import Tensors

/// Adam: momentum, and a rate for every entry, both corrected for their start at zero.
///
///     m ← β₁ · m + (1 − β₁) · g           m̂ = m / (1 − β₁ᵗ)
///     v ← β₂ · v + (1 − β₂) · g²          v̂ = v / (1 − β₂ᵗ)
///     θ ← θ − η · m̂ / (√v̂ + ε)
///
///     parameter θ, gradient g, mean m, mean square v: all of one shape
///     step t: 1, 2, 3, …   rate η, decays β₁ and β₂, epsilon ε: numbers
///
/// `g.squared()` and `sqrt(v)` work on every entry; `pow(firstDecay, step)` is β₁ᵗ. ε stands outside the root.
enum Adam {
  /// One step: the new parameter, the new mean m and the new mean square v, both as they are before correction.
  ///
  /// m and v are zero before the first step; after that, what you return comes back in the next call, with
  /// `step` one larger.
  static func step(
    _ parameter: Tensor,
    gradient: Tensor,
    mean: Tensor,
    meanSquare: Tensor,
    step: Int,
    rate: Double,
    firstDecay: Double,
    secondDecay: Double,
    epsilon: Double
  ) throws -> (parameter: Tensor, mean: Tensor, meanSquare: Tensor) {
    throw NotStarted()
  }
}
