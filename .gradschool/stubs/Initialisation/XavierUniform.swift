import Tensors

/// Xavier's (Glorot's) uniform weights for a linear layer y = x · W.
///
///     w ~ U[−a, a)          a = √(6 / (fan-in + fan-out))
///
///     inputs: the fan-in D   outputs: the fan-out M   →   weight: [D, M]
enum XavierUniform {
  /// Weights drawn independently from `random`.
  ///
  /// You need: `Tensor.uniform([…], in: low..<high, using: &random)` and `sqrt(…)`. The fans are `Int`s:
  /// `Double(n)` turns one into a number to calculate with.
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    throw NotStarted()
  }
}
