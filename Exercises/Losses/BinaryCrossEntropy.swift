import Tensors

/// Binary cross-entropy on probabilities: yes-or-no questions, each answered with a probability.
///
///     l = −t log p − (1 − t) log(1 − p)
///     L = 1/n Σ l                              the mean over all n = N · D entries
///
///     probability p: [N, D], from 0 to 1   target t: [N, D], from 0 (no) to 1 (yes)   →   L: one number
///
/// A probability may be exactly 0 or 1. So no logarithm goes below −100, and in the gradient no denominator
/// below 1e-12: a sure and wrong answer costs 100, not ∞.
enum BinaryCrossEntropy {
  /// The loss.
  ///
  /// You need: `log`, `maximum`, `*` and `mean()`.
  static func forward(_ probability: Tensor, target: Tensor) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂probability, a tensor of shape [N, D], given `upstream`: the gradient of whatever comes after
  /// with respect to this loss, one number.
  ///
  /// You need: `maximum`, `/` and `probability.count`.
  static func backward(_ upstream: Double, _ probability: Tensor, target: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
