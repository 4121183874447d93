import Tensors

/// Xavier's (Glorot's) normal weights for a linear layer y = x · W.
///
///     w ~ N(0, s²)          Var(w) = s² = 2 / (fan-in + fan-out)
///
///     inputs: the fan-in D   outputs: the fan-out M   →   weight: [D, M]
enum XavierNormal {
  /// Weights drawn independently from `random`.
  ///
  /// You need: `Tensor.normal([…], standardDeviation: …, using: &random)` and `sqrt(…)`. The fans are `Int`s:
  /// `Double(n)` turns one into a number to calculate with.
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    throw NotStarted()
  }
}
