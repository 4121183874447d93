import Tensors

/// Small normal weights: most values lie near 0, few far away.
///
///     w ~ N(0, s²)          mean 0, standard deviation s, variance s²
///
///     shape: the size of every axis, such as [D, M]   →   a tensor of that shape
enum SmallNormal {
  /// Weights drawn independently from `random`; `deviation` is the standard deviation s.
  ///
  /// You need: `Tensor.normal(shape, standardDeviation: …, using: &random)`. Or draw the entries one by one
  /// with `random.normal()`, a number with mean 0 and standard deviation 1, and build the tensor with
  /// `Tensor(shape: shape, values)`.
  static func weights(
    _ shape: [Int],
    deviation: Double,
    using random: inout RandomSource
  ) throws -> Tensor {
    throw NotStarted()
  }
}
