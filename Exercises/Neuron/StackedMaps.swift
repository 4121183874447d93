import Tensors

/// Two linear maps, one after the other, as the one linear map that does the same.
///
///     h = x · W₁ + b₁          y = h · W₂ + b₂
///
///     x: [D]   W₁: [D, H]   b₁: [H]   →   h: [H]
///     h: [H]   W₂: [H, M]   b₂: [M]   →   y: [M]
enum StackedMaps {
  /// The weight and the bias of the single map y = x · W + b.
  ///
  /// `weight` is [D, M] and `bias` is [M]; the result must hold for *every* x. There is no gradient in
  /// this exercise.
  ///
  /// You need: `a.matmul(b)`, which also multiplies a vector with a matrix, and `+`. Both throw: one `try`
  /// at the front of a line covers all of it.
  static func combined(
    firstWeight: Tensor,
    firstBias: Tensor,
    secondWeight: Tensor,
    secondBias: Tensor
  ) throws -> (weight: Tensor, bias: Tensor) {
    throw NotStarted()
  }
}
