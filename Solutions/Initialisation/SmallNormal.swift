import Tensors

/// Small normal weights: N(0, s²).
enum SmallNormal {
  // The formula names the variance, s². The function wants the standard deviation, s.
  static func weights(
    _ shape: [Int],
    deviation: Double,
    using random: inout RandomSource
  ) throws -> Tensor {
    try Tensor.normal(shape, standardDeviation: deviation, using: &random)
  }
}
