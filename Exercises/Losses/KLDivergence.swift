import Tensors

/// The Kullback–Leibler divergence: how far a model's distribution is from the target's.
///
///     l[n] = Σ_c t[n, c] · (log t[n, c] − y[n, c])     where t is 0, the term is 0
///     L    = 1/N Σₙ l[n]                               the mean over the N rows
///
///     log-probabilities y of the model: [N, C]   probabilities t of the target: [N, C]   →   L: one number
///
/// The model comes as logarithms, the target as probabilities. The mean is over rows: divide by N, not by
/// N · C.
enum KLDivergence {
  /// The divergence.
  ///
  /// You need: `log`, `*`, `-`, and a way to keep 0 · log 0 from being NaN: `maximum(t, 1e-300)` inside
  /// the logarithm, or `combined(with:)`, which applies a closure to pairs of entries.
  static func forward(_ logProbabilities: Tensor, targets: Tensor) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂logProbabilities, a tensor of shape [N, C], given `upstream`: the gradient of whatever comes
  /// after with respect to this loss, one number.
  static func backward(_ upstream: Double, _ logProbabilities: Tensor, targets: Tensor) throws
    -> Tensor
  {
    throw NotStarted()
  }
}
