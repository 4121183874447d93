import Tensors

/// The absolute error, also called L1: every unit of error costs the same.
///
///     L = 1/n Σ |x − t|          the mean over all n = N · D entries
///
///     prediction x: [N, D]   target t: [N, D]   →   L: one number
///
/// Where a prediction is exact there is a kink. Its slope is taken as 0 here.
enum MeanAbsoluteError {
  /// The loss.
  ///
  /// You need: `-`, `abs` and `mean()`.
  static func forward(_ prediction: Tensor, target: Tensor) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂prediction, a tensor of shape [N, D], given `upstream`: the gradient of whatever comes after
  /// with respect to this loss, one number.
  ///
  /// You may need: `sign`, or the masks `.>` and `.<`, which are 1 where the comparison holds.
  static func backward(_ upstream: Double, _ prediction: Tensor, target: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
