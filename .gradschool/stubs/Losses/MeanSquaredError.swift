import Tensors

/// The squared error: an error twice as large costs four times as much.
///
///     L = 1/n Σ (x − t)²          the mean over all n = N · D entries
///
///     prediction x: [N, D]   target t: [N, D]   →   L: one number
///
/// The mean is over every entry, not only over the N examples. There is no factor ½.
enum MeanSquaredError {
  /// The loss.
  ///
  /// You need: `-`, `squared()` and `mean()`.
  static func forward(_ prediction: Tensor, target: Tensor) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂prediction, a tensor of shape [N, D], given `upstream`: the gradient of whatever comes after
  /// with respect to this loss, one number.
  ///
  /// You need: `-`, `*`, `/`, and `prediction.count`, which is n.
  static func backward(_ upstream: Double, _ prediction: Tensor, target: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
