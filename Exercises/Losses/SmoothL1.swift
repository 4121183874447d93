import Tensors

/// The absolute error with its kink rounded off: a parabola near the target, straight lines outside.
///
///     l = ½ d²         where |d| < 1          with d = x − t
///     l = |d| − ½      elsewhere
///     L = 1/n Σ l                             the mean over all n = N · D entries
///
///     prediction x: [N, D]   target t: [N, D]   →   L: one number
enum SmoothL1 {
  /// The loss.
  ///
  /// You may need: the mask `abs(d) .< 1`, which is 1 inside and 0 outside; or `map`, which applies a
  /// closure to each entry.
  static func forward(_ prediction: Tensor, target: Tensor) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂prediction, a tensor of shape [N, D], given `upstream`: the gradient of whatever comes after
  /// with respect to this loss, one number.
  ///
  /// You may need: a mask again, or `clamped(to:)`, which keeps every entry between two limits.
  static func backward(_ upstream: Double, _ prediction: Tensor, target: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
