import Tensors

/// Sigmoid and binary cross-entropy in one: yes-or-no questions, each with an unbounded score.
///
///     l = −t log σ(z) − (1 − t) log(1 − σ(z))
///       = max(z, 0) − z·t + log(1 + e^−|z|)
///
/// logit z and target t (in [0, 1]): one shape → loss: [] (mean, sum) or that shape (none). The mean is
/// over all entries. The second form never overflows, and is the one computed. Smooth everywhere.
///
/// Reference: Bishop, "Pattern Recognition and Machine Learning" (2006), section 4.3.2.
public enum BinaryCrossEntropyWithLogits {
  /// The loss of logits.
  ///
  /// - Parameters:
  ///   - logit: z, any shape.
  ///   - target: t, the shape of z, each entry in [0, 1].
  ///   - reduction: How the losses of the entries are reduced.
  /// - Returns: [] for mean and sum, the shape of z for none.
  /// - Throws: ``LayerError`` for different shapes, targets outside [0, 1] or no entries.
  public static func forward(
    _ logit: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "BinaryCrossEntropyWithLogits.forward"
    try requireProbabilities(target, "target", in: operation)
    // softplus(z) = max(z, 0) + log(1 + e^−|z|)
    return try reduction.elementwiseLoss(logit, target, in: operation) { z, t in
      softplus(z) - z * t
    }
  }

  /// The gradient with respect to the logits.
  ///
  ///     ∂L/∂z = u ∘ (σ(z) − t)        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of z for none.
  ///   - logit: z, as given to ``forward(_:target:reduction:)``.
  ///   - target: t, the shape of z.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂logit, the shape of z.
  /// - Throws: ``LayerError`` for different shapes, targets outside [0, 1] or no entries.
  public static func backward(
    _ upstream: Tensor,
    _ logit: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "BinaryCrossEntropyWithLogits.backward"
    try requireProbabilities(target, "target", in: operation)
    // l     = log(1 + eᶻ) − z·t
    // dl/dz = eᶻ/(1 + eᶻ) − t
    //       = σ(z) − t
    return try reduction.elementwiseGradient(upstream, logit, target, in: operation) { z, t in
      sigmoid(z) - t
    }
  }

  /// The gradient with respect to the target.
  ///
  ///     ∂L/∂t = −u ∘ z        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of z for none.
  ///   - logit: z, any shape.
  ///   - target: t, the shape of z; its values do not matter.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂target, the shape of z.
  /// - Throws: ``LayerError`` for different shapes, targets outside [0, 1] or no entries.
  public static func targetGradient(
    _ upstream: Tensor,
    _ logit: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "BinaryCrossEntropyWithLogits.targetGradient"
    try requireProbabilities(target, "target", in: operation)
    // l     = log(1 + eᶻ) − z·t
    // dl/dt = −z
    return try reduction.elementwiseGradient(upstream, logit, target, in: operation) { z, _ in -z }
  }
}
