import Tensors

/// Small uniform weights: U[−limit, limit).
enum SmallUniform {
  static func weights(
    _ shape: [Int],
    limit: Double,
    using random: inout RandomSource
  ) throws -> Tensor {
    try Tensor.uniform(shape, in: -limit..<limit, using: &random)
  }
}
