import Tensors

/// Kaiming's (He's) normal weights for a linear layer y = x · W whose inputs come from a ReLU.
///
///     w ~ N(0, s²)          Var(w) = s² = 2 / fan-in
///
///     inputs: the fan-in D   outputs: the fan-out M   →   weight: [D, M]
enum KaimingNormal {
  /// Weights drawn independently from `random`.
  ///
  /// You need: `Tensor.normal([…], standardDeviation: …, using: &random)`, `sqrt(…)` and `Double(n)`.
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    throw NotStarted()
  }
}
