import Tensors

/// Kaiming's (He's) uniform weights for a linear layer y = x · W whose inputs come from a ReLU.
///
///     w ~ U[−a, a)          with the variance 2 / fan-in, like `KaimingNormal`'s
///
///     inputs: the fan-in D   outputs: the fan-out M   →   weight: [D, M]
enum KaimingUniform {
  /// Weights drawn independently from `random`.
  ///
  /// First work out a: a number drawn from U[−a, a) has the variance a²/3. You need:
  /// `Tensor.uniform([…], in: low..<high, using: &random)`, `sqrt(…)` and `Double(n)`.
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    throw NotStarted()
  }
}
