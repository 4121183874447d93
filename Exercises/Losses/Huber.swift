import Tensors

/// The squared error up to a distance δ, and from there on a straight line: outliers pull less.
///
///     l = ½ d²               where |d| ≤ δ          with d = x − t
///     l = δ · (|d| − δ/2)    elsewhere
///     L = 1/n Σ l                                   the mean over all n = N · D entries
///
///     prediction x: [N, D]   target t: [N, D]   delta δ: a positive number   →   L: one number
enum Huber {
  /// The loss.
  ///
  /// You may need: the mask `abs(d) .<= delta`, or `map`, which applies a closure to each entry.
  static func forward(_ prediction: Tensor, target: Tensor, delta: Double) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂prediction, a tensor of shape [N, D], given `upstream`: the gradient of whatever comes after
  /// with respect to this loss, one number.
  ///
  /// You may need: a mask again, or `clamped(to:)`, which keeps every entry between two limits.
  static func backward(
    _ upstream: Double,
    _ prediction: Tensor,
    target: Tensor,
    delta: Double
  ) throws -> Tensor {
    throw NotStarted()
  }
}
