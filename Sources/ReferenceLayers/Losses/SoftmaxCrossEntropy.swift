import Tensors

/// Softmax and cross-entropy in one: how surprised the scores are by the true class.
///
///     p  = softmax(z)                    row by row
///     lₙ = −log pₙ,ₖ = log Σⱼ e^zₙⱼ − zₙₖ      with k the label of row n
///
/// logits z: [N, C], labels: N numbers in 0 ..< C → loss: [] (mean, sum) or [N] (none). The mean is over
/// the N rows. Stable for logits of any size: the largest one of a row is subtracted before the
/// exponential, which changes neither p nor l. Smooth everywhere.
///
/// For label smoothing and ignored labels see ``CrossEntropy``; for probabilities as targets,
/// ``forward(_:targets:reduction:)``.
///
/// Reference: Bishop, "Pattern Recognition and Machine Learning" (2006), section 4.3.4.
public enum SoftmaxCrossEntropy {
  /// The loss of logits against the index of the true class.
  ///
  /// - Parameters:
  ///   - logits: [N, C], the unnormalised scores.
  ///   - labels: N class indices, each in `0..<C`.
  ///   - reduction: How the N losses are reduced.
  /// - Returns: [] for mean and sum, [N] for none.
  /// - Throws: ``LayerError`` for wrong shapes, labels out of range or an empty batch.
  public static func forward(
    _ logits: Tensor,
    labels: [Int],
    reduction: Reduction = .mean
  ) throws -> Tensor {
    try check(logits, labels, in: "SoftmaxCrossEntropy.forward")
    let losses = try -logSoftmaxOfRows(logits).picking(labels)  // [N]
    return reduction.apply(losses)
  }

  // With u the upstream gradient of one row's loss l, and k its label:
  //
  // l       = log Σⱼ e^zⱼ − zₖ
  // ∂l/∂zᵢ  = e^zᵢ / Σⱼ e^zⱼ − [i = k]
  //         = pᵢ − [i = k]
  // ∂L/∂zₙᵢ = uₙ · (pₙᵢ − [i = kₙ])
  /// The gradient with respect to the logits.
  ///
  ///     ∂L/∂z = u ∘ (softmax(z) − onehot(labels))        u = upstream / N for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - logits: [N, C], as given to ``forward(_:labels:reduction:)``.
  ///   - labels: N class indices.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂logits, [N, C].
  /// - Throws: ``LayerError`` for wrong shapes, labels out of range or an empty batch.
  public static func backward(
    _ upstream: Tensor,
    _ logits: Tensor,
    labels: [Int],
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "SoftmaxCrossEntropy.backward"
    try check(logits, labels, in: operation)
    let (rows, classes) = (logits.shape[0], logits.shape[1])
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    let p = try exp(logSoftmaxOfRows(logits))  // [N, C]
    return try u * (p - Tensor.oneHot(labels, classes: classes))  // [N, C]
  }

  private static func check(_ logits: Tensor, _ labels: [Int], in operation: String) throws {
    try requireRank(logits, ["N", "C"], "logits", in: operation)
    try requireItems(logits, in: operation)
    try requireLabels(labels, rows: logits.shape[0], classes: logits.shape[1], in: operation)
  }
}

/// zₙᵢ − log Σⱼ e^zₙⱼ for every row n of a matrix, without overflow.
func logSoftmaxOfRows(_ logits: Tensor) throws -> Tensor {
  let shifted = try logits - logits.max(axis: -1, keepingDimensions: true)  // [N, C], ≤ 0
  return try shifted - log(exp(shifted).sum(axis: -1, keepingDimensions: true))
}
