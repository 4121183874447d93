import Tensors

/// The multiclass hinge: the true class should win over every other by a margin.
///
///     lₙ = Σ_{j≠k} max(0, zₙⱼ − zₙ,ₖ + margin)        with k the label of row n
///
/// scores z: [N, C], labels: N numbers in 0 ..< C → loss: [] (mean, sum) or [N] (none). The mean is over
/// the N rows; PyTorch's `multi_margin_loss` divides by C as well. Not differentiable where a margin is
/// met exactly; the derivative of that term is taken as 0 there.
///
/// Reference: Weston and Watkins, "Support vector machines for multi-class pattern recognition", ESANN
/// 1999.
public enum MulticlassHinge {
  /// The loss of scores against the index of the true class.
  ///
  /// - Parameters:
  ///   - scores: z, [N, C].
  ///   - labels: N class indices, each in `0..<C`.
  ///   - margin: By how much the true class should win, positive; 1 is customary.
  ///   - reduction: How the N losses are reduced.
  /// - Returns: [] for mean and sum, [N] for none.
  /// - Throws: ``LayerError`` for wrong shapes, labels out of range, a bad margin or an empty batch.
  public static func forward(
    _ scores: Tensor,
    labels: [Int],
    margin: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    try check(scores, labels, margin, in: "MulticlassHinge.forward")
    let excess = try excess(scores, labels, margin)  // [N, C]
    return reduction.apply(try maximum(excess, 0).sum(axis: 1))
  }

  /// The gradient with respect to the scores.
  ///
  ///     ∂L/∂z = u ∘ (m − onehot(labels) ∘ Σⱼ mⱼ)        m = 1 where the margin is violated
  ///
  /// with u = upstream / N for the mean.
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - scores: z, [N, C], as given to ``forward(_:labels:margin:reduction:)``.
  ///   - labels: N class indices.
  ///   - margin: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂scores, [N, C].
  /// - Throws: ``LayerError`` for wrong shapes, labels out of range, a bad margin or an empty batch.
  public static func backward(
    _ upstream: Tensor,
    _ scores: Tensor,
    labels: [Int],
    margin: Double = 1,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "MulticlassHinge.backward"
    try check(scores, labels, margin, in: operation)
    let (rows, classes) = (scores.sizes[0], scores.sizes[1])
    let u = try reduction.spread(upstream, over: [rows], in: operation).reshaped([rows, 1])
    let m = try excess(scores, labels, margin) .> 0  // [N, C]
    let violations = try m.sum(axis: 1, keepingDimensions: true)  // [N, 1]
    // With mₙⱼ = 1 where j ≠ k and zₙⱼ − zₙ,ₖ + margin > 0, else 0:
    //
    // ∂lₙ/∂zₙⱼ  = mₙⱼ          for j ≠ k
    // ∂lₙ/∂zₙ,ₖ = −Σⱼ mₙⱼ      since zₙ,ₖ stands in every term
    return try u * (m - Tensor.oneHot(labels, classes: classes) * violations)  // [N, C]
  }

  /// zₙⱼ − zₙ,ₖ + margin, and 0 for the true class itself.
  private static func excess(_ z: Tensor, _ labels: [Int], _ margin: Double) throws -> Tensor {
    let own = try z.picking(labels).reshaped([z.sizes[0], 1])  // [N, 1]
    var excess = try z - own + margin  // [N, C]
    for (row, label) in labels.enumerated() { excess[row, label] = 0 }
    return excess
  }

  private static func check(
    _ scores: Tensor,
    _ labels: [Int],
    _ margin: Double,
    in operation: String
  ) throws {
    try requireLabelled(scores, labels, "scores", in: operation)
    try requirePositive(margin, "margin", in: operation)
  }
}
