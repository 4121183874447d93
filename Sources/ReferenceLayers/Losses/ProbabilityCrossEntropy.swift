import Tensors

/// Cross-entropy on probabilities, with a small ε inside the logarithm.
///
///     lₙ = −Σⱼ tₙⱼ log(pₙⱼ + ε)
///
/// probabilities p and targets t (one-hot rows, or any distribution): [N, C] → loss: [] (mean, sum) or
/// [N] (none). The mean is over the N rows. ε keeps the loss finite at p = 0, at the price of a small
/// bias; on logits, ``SoftmaxCrossEntropy`` needs none. Smooth on [0, 1].
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 3.13.
public enum ProbabilityCrossEntropy {
  /// The loss of probabilities against a target distribution.
  ///
  /// - Parameters:
  ///   - probabilities: p, [N, C], each entry in [0, 1].
  ///   - targets: t, [N, C], each entry in [0, 1].
  ///   - epsilon: ε, positive; 1e-8 is customary.
  ///   - reduction: How the N losses are reduced.
  /// - Returns: [] for mean and sum, [N] for none.
  /// - Throws: ``LayerError`` for wrong shapes, entries outside [0, 1], a bad setting or an empty batch.
  public static func forward(
    _ probabilities: Tensor,
    targets: Tensor,
    epsilon: Double = 1e-8,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    try check(probabilities, targets, epsilon, in: "ProbabilityCrossEntropy.forward")
    let losses = try -(targets * log(probabilities + epsilon)).sum(axis: 1)  // [N]
    return reduction.apply(losses)
  }

  /// The gradient with respect to the probabilities.
  ///
  ///     ∂L/∂p = −u ∘ t / (p + ε)        u = upstream / N for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - probabilities: p, [N, C], as given to ``forward(_:targets:epsilon:reduction:)``.
  ///   - targets: t, [N, C].
  ///   - epsilon: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂probabilities, [N, C].
  /// - Throws: ``LayerError`` for wrong shapes, entries outside [0, 1], a bad setting or an empty batch.
  public static func backward(
    _ upstream: Tensor,
    _ probabilities: Tensor,
    targets: Tensor,
    epsilon: Double = 1e-8,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "ProbabilityCrossEntropy.backward"
    try check(probabilities, targets, epsilon, in: operation)
    let rows = probabilities.sizes[0]
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    // ∂lₙ/∂pₙⱼ = −tₙⱼ / (pₙⱼ + ε)
    // ∂L/∂pₙⱼ  = −uₙ · tₙⱼ / (pₙⱼ + ε)
    return try -u * targets / (probabilities + epsilon)  // [N, C]
  }

  /// The gradient with respect to the targets.
  ///
  ///     ∂L/∂t = −u ∘ log(p + ε)        u = upstream / N for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - probabilities: p, [N, C], each entry in [0, 1].
  ///   - targets: t, [N, C]; its values do not matter.
  ///   - epsilon: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂targets, [N, C].
  /// - Throws: ``LayerError`` for wrong shapes, entries outside [0, 1], a bad setting or an empty batch.
  public static func targetGradient(
    _ upstream: Tensor,
    _ probabilities: Tensor,
    targets: Tensor,
    epsilon: Double = 1e-8,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "ProbabilityCrossEntropy.targetGradient"
    try check(probabilities, targets, epsilon, in: operation)
    let rows = probabilities.sizes[0]
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    // ∂lₙ/∂tₙⱼ = −log(pₙⱼ + ε)
    // ∂L/∂tₙⱼ  = −uₙ · log(pₙⱼ + ε)
    return try -u * log(probabilities + epsilon)  // [N, C]
  }

  private static func check(
    _ probabilities: Tensor,
    _ targets: Tensor,
    _ epsilon: Double,
    in operation: String
  ) throws {
    try requireTargets(probabilities, targets, "probabilities", in: operation)
    try requireProbabilities(probabilities, "probabilities", in: operation)
    try requirePositive(epsilon, "epsilon", in: operation)
  }
}
