import Tensors

/// Binary cross-entropy on probabilities: yes-or-no questions, each with a probability.
///
///     l = −t log p − (1 − t) log(1 − p)
///
/// probability p and target t, both in [0, 1]: one shape → loss: [] (mean, sum) or that shape (none). The
/// mean is over all entries. Each logarithm is cut off at −100 (as in PyTorch), so that a confident
/// mistake costs much, but not ∞. Prefer ``BinaryCrossEntropyWithLogits``.
///
/// Reference: Bishop, "Pattern Recognition and Machine Learning" (2006), section 4.3.2.
public enum BinaryCrossEntropy {
  /// The loss of probabilities.
  ///
  /// - Parameters:
  ///   - probability: p, any shape, each entry in [0, 1].
  ///   - target: t, the shape of p, each entry in [0, 1].
  ///   - reduction: How the losses of the entries are reduced.
  /// - Returns: [] for mean and sum, the shape of p for none.
  /// - Throws: ``LayerError`` for different shapes, entries outside [0, 1] or no entries.
  public static func forward(
    _ probability: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "BinaryCrossEntropy.forward"
    try check(probability, target, in: operation)
    return try reduction.elementwiseLoss(probability, target, in: operation) { p, t in
      -t * Swift.max(log(p), -100) - (1 - t) * Swift.max(log1p(-p), -100)
    }
  }

  /// The gradient with respect to the probabilities.
  ///
  ///     ∂L/∂p = u ∘ (−t/p + (1 − t)/(1 − p))        u = upstream / count for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of p for none.
  ///   - probability: p, as given to ``forward(_:target:reduction:)``.
  ///   - target: t, the shape of p.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂probability, the shape of p.
  /// - Throws: ``LayerError`` for different shapes, entries outside [0, 1] or no entries.
  public static func backward(
    _ upstream: Tensor,
    _ probability: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "BinaryCrossEntropy.backward"
    try check(probability, target, in: operation)
    // l     = −t log p − (1 − t) log(1 − p)
    // dl/dp = −t/p + (1 − t)/(1 − p)
    // Each denominator is kept at 1e-12 or more, so that a confident mistake gives a large gradient that
    // leads back, and not a division by zero. Where the loss is cut off (p < e⁻¹⁰⁰) it is flat, and the
    // gradient is on purpose that of the uncut loss.
    return try reduction.elementwiseGradient(upstream, probability, target, in: operation) { p, t in
      -t / Swift.max(p, 1e-12) + (1 - t) / Swift.max(1 - p, 1e-12)
    }
  }

  /// The gradient with respect to the target.
  ///
  ///     ∂L/∂t = u ∘ (log(1 − p) − log p)        u = upstream / count for the mean
  ///
  /// Each logarithm is cut off at −100 as in the loss; PyTorch cuts it off in the loss alone.
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, the shape of p for none.
  ///   - probability: p, any shape, each entry in [0, 1].
  ///   - target: t, the shape of p; its values do not matter.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂target, the shape of p.
  /// - Throws: ``LayerError`` for different shapes, entries outside [0, 1] or no entries.
  public static func targetGradient(
    _ upstream: Tensor,
    _ probability: Tensor,
    target: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "BinaryCrossEntropy.targetGradient"
    try check(probability, target, in: operation)
    // l     = −t log p − (1 − t) log(1 − p)        with each logarithm cut off at −100
    // dl/dt = log(1 − p) − log p
    return try reduction.elementwiseGradient(upstream, probability, target, in: operation) { p, _ in
      Swift.max(log1p(-p), -100) - Swift.max(log(p), -100)
    }
  }

  private static func check(_ p: Tensor, _ t: Tensor, in operation: String) throws {
    try requireProbabilities(p, "probability", in: operation)
    try requireProbabilities(t, "target", in: operation)
  }
}
