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
    try check(logProbabilities, labels, in: "NegativeLogLikelihood.forward")
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
    try check(logProbabilities, labels, in: operation)
    let (rows, classes) = (logProbabilities.shape[0], logProbabilities.shape[1])
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    // ∂lₙ/∂yₙⱼ = −[j = kₙ]
    // ∂L/∂yₙⱼ  = −uₙ · [j = kₙ]
    return try -u * Tensor.oneHot(labels, classes: classes)  // [N, C]
  }

  private static func check(_ y: Tensor, _ labels: [Int], in operation: String) throws {
    try requireRank(y, ["N", "C"], "logProbabilities", in: operation)
    try requireItems(y, in: operation)
    try requireLabels(labels, rows: y.shape[0], classes: y.shape[1], in: operation)
  }
}
