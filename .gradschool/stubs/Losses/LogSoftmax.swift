import Tensors

/// Log-softmax: the logarithms of the probabilities of each row, computed in one step.
///
///     yᵢ = log(e^zᵢ / Σⱼ e^zⱼ)
///        = zᵢ − log Σⱼ e^zⱼ          i and j run over the classes of one row
///
///     z: [N, C], one example in each row   →   y: [N, C], nothing above 0
enum LogSoftmax {
  /// The log-probabilities of every row.
  ///
  /// You need: `exp(z)` and `log(z)`, and along the classes, axis 1,
  /// `z.max(axis: 1, keepingDimensions: true)` and `z.sum(axis: 1, keepingDimensions: true)`, which
  /// have the shape [N, 1]. Mind scores such as 1000 and −1000: the answer must stay finite, so the
  /// logarithm may never see a probability that has become 0.
  static func forward(_ z: Tensor) throws -> Tensor {
    throw NotStarted()
  }

  /// ∂L/∂z, given `upstream` = ∂L/∂y; both have the shape of z.
  ///
  /// The entries of `upstream` in one row may have any sum.
  static func backward(_ upstream: Tensor, _ z: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
