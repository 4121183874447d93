import Tensors

/// Sigmoid and binary cross-entropy in one: yes-or-no questions, each answered with an unbounded score.
///
///     l = −t log σ(z) − (1 − t) log(1 − σ(z))          with σ(z) = 1 / (1 + e⁻ᶻ)
///     L = 1/n Σ l                                      the mean over all n = N · D entries
///
///     logits z: [N, D]   target t: [N, D], from 0 (no) to 1 (yes)   →   L: one number
///
/// Logits may be as large as ±1000. The formula as it stands gives ∞ or NaN there; written in another way
/// it is exact. Finding that way is the lesson.
enum BinaryCrossEntropyWithLogits {
  /// The loss.
  ///
  /// You may need: `maximum(z, 0)`, `abs`, `exp`, and `log1p(x)`, which is log(1 + x).
  static func forward(_ logits: Tensor, target: Tensor) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂logits, a tensor of shape [N, D], given `upstream`: the gradient of whatever comes after with
  /// respect to this loss, one number.
  ///
  /// You need: the sigmoid, written so that it survives ±1000.
  static func backward(_ upstream: Double, _ logits: Tensor, target: Tensor) throws -> Tensor {
    throw NotStarted()
  }
}
