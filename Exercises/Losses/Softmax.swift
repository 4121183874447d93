import Tensors

/// Softmax: turns the scores of each row into probabilities.
///
///     yᵢ = e^zᵢ / Σⱼ e^zⱼ          i and j run over the classes of one row
///
///     z: [N, C], one example in each row   →   y: [N, C], no entry negative, every row with the sum 1
enum Softmax {
  /// The probabilities of every row.
  ///
  /// You need: `exp(z)`, and along the classes, axis 1, `z.max(axis: 1, keepingDimensions: true)` and
  /// `z.sum(axis: 1, keepingDimensions: true)`. Both have the shape [N, 1], which stretches over the
  /// row when it is subtracted or divided by. Mind scores such as 1000: the answer must stay finite.
  static func forward(_ z: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂z, given `upstream` = ∂L/∂y; both have the shape of z.
  ///
  /// Every score changes every probability of its row, through the sum in the denominator.
  static func backward(_ upstream: Tensor, _ z: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
