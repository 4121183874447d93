import Tensors

/// Small uniform weights: every value between −limit and limit is equally likely.
///
///     w ~ U[−limit, limit)          mean 0, variance limit²/3
///
///     shape: the size of every axis, such as [D, M]   →   a tensor of that shape
enum SmallUniform {
  /// Weights drawn independently from `random`.
  ///
  /// You need: `Tensor.uniform(shape, in: low..<high, using: &random)`. Or draw the entries one by one with
  /// `random.uniform()`, a number from 0 up to but not including 1, and build the tensor with
  /// `Tensor(shape: shape, values)`.
  static func weights(
    _ shape: [Int],
    limit: Double,
    using random: inout RandomSource
  ) throws -> Tensor {
    throw NotStarted()
  }
}
