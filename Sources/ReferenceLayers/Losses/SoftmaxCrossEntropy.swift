import Tensors

/// Softmax and cross-entropy in one: the surprise at the true class, computed from the scores.
///
///     p  = softmax(z)                    row by row
///     lₙ = −log pₙ,ₖ = log Σⱼ e^zₙⱼ − zₙₖ      with k the label of row n
///
/// logits z: [N, C], labels: N numbers in 0 ..< C → loss: [] (mean, sum) or [N] (none). The mean is over
/// the N rows. Stable for logits of any size: the largest one of a row is subtracted before the
/// exponential, which changes neither p nor l. Smooth everywhere.
///
/// For label smoothing and ignored labels see ``CrossEntropy``; for probabilities as targets, the
/// overloads that take `targets`.
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
    try requireLabelled(logits, labels, "logits", in: "SoftmaxCrossEntropy.forward")
    let losses = try -LogSoftmax.forward(logits).picking(labels)  // [N]
    return reduction.apply(losses)
  }

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
    try requireLabelled(logits, labels, "logits", in: operation)
    let (rows, classes) = (logits.sizes[0], logits.sizes[1])
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    let p = try Softmax.forward(logits)  // [N, C]
    // With u the upstream gradient of one row's loss l, and k its label:
    //
    // l       = log Σⱼ e^zⱼ − zₖ
    // ∂l/∂zᵢ  = e^zᵢ / Σⱼ e^zⱼ − [i = k]
    //         = pᵢ − [i = k]
    // ∂L/∂zₙᵢ = uₙ · (pₙᵢ − [i = kₙ])
    return try u * (p - Tensor.oneHot(labels, classes: classes))  // [N, C]
  }

  /// The loss of logits against a distribution over the classes.
  ///
  ///     lₙ = −Σⱼ tₙⱼ log pₙⱼ
  ///
  /// - Parameters:
  ///   - logits: [N, C], the unnormalised scores.
  ///   - targets: [N, C], probabilities; each row should sum to 1, which is not checked.
  ///   - reduction: How the N losses are reduced.
  /// - Returns: [] for mean and sum, [N] for none.
  /// - Throws: ``LayerError`` for wrong shapes, targets outside [0, 1] or an empty batch.
  public static func forward(
    _ logits: Tensor,
    targets: Tensor,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    try requireTargets(logits, targets, "logits", in: "SoftmaxCrossEntropy.forward")
    let losses = try -(targets * LogSoftmax.forward(logits)).sum(axis: 1)  // [N]
    return reduction.apply(losses)
  }

  /// The gradients with respect to the logits and the target distribution.
  ///
  ///     ∂L/∂z = u ∘ (softmax(z) ∘ Σⱼ tⱼ − t)        ∂L/∂t = −u ∘ log softmax(z)
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - logits: [N, C], as given to ``forward(_:targets:reduction:)``.
  ///   - targets: [N, C].
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂logits and ∂L/∂targets, [N, C] each.
  /// - Throws: ``LayerError`` for wrong shapes, targets outside [0, 1] or an empty batch.
  public static func backward(
    _ upstream: Tensor,
    _ logits: Tensor,
    targets: Tensor,
    reduction: Reduction = .mean
  ) throws -> (logits: Tensor, targets: Tensor) {
    let operation = "SoftmaxCrossEntropy.backward"
    try requireTargets(logits, targets, "logits", in: operation)
    let rows = logits.sizes[0]
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    let total = try targets.sum(axis: 1, keepingDimensions: true)  // [N, 1]
    // With u the upstream gradient of one row's loss l, and T = Σⱼ tⱼ (1 for a distribution):
    //
    // l       = −Σⱼ tⱼ (zⱼ − log Σᵢ e^zᵢ)
    //         = T · log Σᵢ e^zᵢ − Σⱼ tⱼ zⱼ
    // ∂l/∂zᵢ  = T · pᵢ − tᵢ
    // ∂l/∂tᵢ  = −log pᵢ
    return (
      logits: try u * (Softmax.forward(logits) * total - targets),  // [N, C]
      targets: try -u * LogSoftmax.forward(logits)  // [N, C]
    )
  }
}
