import Tensors

/// Cross-entropy on probabilities: the surprise at what was true.
///
///     l[n] = −Σ_c t[n, c] · log(p[n, c] + ε)     ε = 1e-8 keeps the logarithm away from log 0
///     L    = 1/N Σₙ l[n]                         the mean over the N rows
///
///     probabilities p: [N, C]   targets t: [N, C], one-hot rows   →   L: one number
///
/// The sum runs over the C classes, the mean over the N examples: divide by N, not by N · C.
enum ProbabilityCrossEntropy {
  /// The loss.
  ///
  /// You need: `log`, `*`, `+` and `sum()`. The number of rows is `probabilities.shape[0]`. A probability
  /// may be exactly 0.
  static func forward(_ probabilities: Tensor, targets: Tensor) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂probabilities, a tensor of shape [N, C], given `upstream`: the gradient of whatever comes after
  /// with respect to this loss, one number.
  ///
  /// You need: `*`, `/` and `+`. The ε of forward appears here too.
  static func backward(_ upstream: Double, _ probabilities: Tensor, targets: Tensor) throws
    -> Tensor
  {
    throw NotStarted()
  }
}
