import Tensors

/// The Kullback–Leibler divergence: the distance of a model's distribution from the target's.
///
///     lₙ = Σⱼ tₙⱼ (log tₙⱼ − yₙⱼ)        0 · log 0 = 0
///
/// log-probabilities y of the model and probabilities t of the target: [N, C] → loss: [] (mean, sum) or
/// [N] (none). The mean is over the N rows, which is the divergence's definition; PyTorch calls that
/// "batchmean", and its "mean" divides by C as well. Linear in y, so smooth in y everywhere; smooth in t but at
/// t = 0, where the slope grows beyond all bounds.
///
/// Reference: Kullback and Leibler, "On information and sufficiency", Annals of Mathematical Statistics 22
/// (1951).
public enum KLDivergence {
  /// The divergence of log-probabilities from a target distribution.
  ///
  /// - Parameters:
  ///   - logProbabilities: y, [N, C].
  ///   - targets: t, [N, C], each entry in [0, 1].
  ///   - reduction: How the N divergences are reduced.
  /// - Returns: [] for mean and sum, [N] for none.
  /// - Throws: ``LayerError`` for wrong shapes, targets outside [0, 1] or an empty batch.
  public static func forward(
    _ logProbabilities: Tensor,
    targets: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "KLDivergence.forward"
    try requireTargets(logProbabilities, targets, "logProbabilities", in: operation)
    let terms = try logProbabilities.combined(with: targets) { y, t in
      t > 0 ? t * (log(t) - y) : 0
    }
    return reduction.apply(try terms.sum(axis: 1))
  }

  /// The gradient with respect to the log-probabilities.
  ///
  ///     ∂L/∂y = −u ∘ t        u = upstream / N for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - logProbabilities: y, [N, C], as given to ``forward(_:targets:reduction:)``.
  ///   - targets: t, [N, C].
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂logProbabilities, [N, C].
  /// - Throws: ``LayerError`` for wrong shapes, targets outside [0, 1] or an empty batch.
  public static func backward(
    _ upstream: Tensor,
    _ logProbabilities: Tensor,
    targets: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "KLDivergence.backward"
    try requireTargets(logProbabilities, targets, "logProbabilities", in: operation)
    let rows = logProbabilities.sizes[0]
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    // ∂lₙ/∂yₙⱼ = −tₙⱼ
    // ∂L/∂yₙⱼ  = −uₙ · tₙⱼ
    return try -u * targets  // [N, C]
  }

  /// The gradient with respect to the targets.
  ///
  ///     ∂L/∂t = u ∘ (log t + 1 − y)        u = upstream / N for the mean
  ///
  /// Where t = 0, this would be −∞. The first term of the loss counts as a constant 0 there, which leaves −y: if t
  /// is a probability that a softmax has rounded to 0, its gradient is multiplied by 0 on the way back.
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - logProbabilities: y, [N, C].
  ///   - targets: t, [N, C], each entry in [0, 1].
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂targets, [N, C].
  /// - Throws: ``LayerError`` for wrong shapes, targets outside [0, 1] or an empty batch.
  public static func targetGradient(
    _ upstream: Tensor,
    _ logProbabilities: Tensor,
    targets: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "KLDivergence.targetGradient"
    try requireTargets(logProbabilities, targets, "logProbabilities", in: operation)
    let rows = logProbabilities.sizes[0]
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    // lₙ       = Σⱼ tₙⱼ (log tₙⱼ − yₙⱼ)
    // ∂lₙ/∂tₙⱼ = log tₙⱼ + tₙⱼ/tₙⱼ − yₙⱼ
    // ∂L/∂tₙⱼ  = uₙ · (log tₙⱼ + 1 − yₙⱼ)
    return try u
      * logProbabilities.combined(with: targets) { y, t in t > 0 ? log(t) + 1 - y : -y }  // [N, C]
  }
}
