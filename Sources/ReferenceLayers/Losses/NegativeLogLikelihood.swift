import Tensors

/// The negative log-likelihood: cross-entropy on logarithms of probabilities.
///
///     lₙ = −yₙ,ₖ        with k the label of row n and y = log p
///
/// log-probabilities y: [N, C], as from ``LogSoftmax``; labels: N numbers in 0 ..< C → loss: [] (mean,
/// sum) or [N] (none). The mean is over the N rows. Linear, so smooth everywhere.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 5.5.
public enum NegativeLogLikelihood {
  /// The loss of log-probabilities against the index of the true class.
  ///
  /// - Parameters:
  ///   - logProbabilities: y, [N, C].
  ///   - labels: N class indices, each in `0..<C`.
  ///   - reduction: How the N losses are reduced.
  /// - Returns: [] for mean and sum, [N] for none.
  /// - Throws: ``LayerError`` for wrong shapes, labels out of range or an empty batch.
  public static func forward(
    _ logProbabilities: Tensor,
    labels: [Int],
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "NegativeLogLikelihood.forward"
    try requireLabelled(logProbabilities, labels, "logProbabilities", in: operation)
    return reduction.apply(try -logProbabilities.picking(labels))
  }

  /// The gradient with respect to the log-probabilities.
  ///
  ///     ∂L/∂y = −u ∘ onehot(labels)        u = upstream / N for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - logProbabilities: y, [N, C], as given to ``forward(_:labels:reduction:)``.
  ///   - labels: N class indices.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂logProbabilities, [N, C].
  /// - Throws: ``LayerError`` for wrong shapes, labels out of range or an empty batch.
  public static func backward(
    _ upstream: Tensor,
    _ logProbabilities: Tensor,
    labels: [Int],
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "NegativeLogLikelihood.backward"
    try requireLabelled(logProbabilities, labels, "logProbabilities", in: operation)
    let (rows, classes) = (logProbabilities.sizes[0], logProbabilities.sizes[1])
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    // ∂lₙ/∂yₙⱼ = −[j = kₙ]
    // ∂L/∂yₙⱼ  = −uₙ · [j = kₙ]
    return try -u * Tensor.oneHot(labels, classes: classes)  // [N, C]
  }
}
