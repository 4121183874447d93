import Tensors

/// Cross-entropy on logits with class indices, label smoothing and an ignored label.
///
///     lₙ = −Σⱼ qₙⱼ log pₙⱼ        p = softmax(z), q = (1 − s) · onehot(label) + s/C
///
/// logits z: [N, C], labels: N numbers in 0 ..< C, or the ignored label → loss: [] (mean, sum) or [N]
/// (none, 0 at ignored rows). The mean is over the rows that are not ignored. With s = 0 and nothing
/// ignored this is ``SoftmaxCrossEntropy``. Smooth everywhere.
///
/// Reference: Szegedy et al., "Rethinking the Inception architecture for computer vision", CVPR 2016,
/// section 7.
public enum CrossEntropy {
  /// The loss of logits against the index of the true class.
  ///
  /// - Parameters:
  ///   - logits: [N, C], the unnormalised scores.
  ///   - labels: N class indices, each in `0..<C` or the ignored label.
  ///   - smoothing: s, from 0 to 1: the share of the target spread evenly over all classes.
  ///   - ignored: A label whose rows count for nothing; `nil` if there is none.
  ///   - reduction: How the N losses are reduced.
  /// - Returns: [] for mean and sum, [N] for none.
  /// - Throws: ``LayerError`` for wrong shapes, labels or settings, or when every row is ignored.
  public static func forward(
    _ logits: Tensor,
    labels: [Int],
    smoothing: Double = 0,
    ignored: Int? = nil,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "CrossEntropy.forward"
    let kept = try check(logits, labels, smoothing, ignored, in: operation)
    let q = try targets(labels, logits.sizes[1], smoothing, ignored)  // [N, C]
    let losses = try -(q * LogSoftmax.forward(logits)).sum(axis: 1)  // [N]
    return reduction.apply(losses, over: kept)
  }

  /// The gradient with respect to the logits.
  ///
  ///     ∂L/∂z = u ∘ (softmax(z) − q)        u = upstream / (rows not ignored) for the mean
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂loss: [] for mean and sum, [N] for none.
  ///   - logits: [N, C], as given to ``forward(_:labels:smoothing:ignored:reduction:)``.
  ///   - labels: N class indices.
  ///   - smoothing: As given to the forward pass.
  ///   - ignored: As given to the forward pass.
  ///   - reduction: As given to the forward pass.
  /// - Returns: ∂L/∂logits, [N, C]; zero in ignored rows.
  /// - Throws: ``LayerError`` for wrong shapes, labels or settings, or when every row is ignored.
  public static func backward(
    _ upstream: Tensor,
    _ logits: Tensor,
    labels: [Int],
    smoothing: Double = 0,
    ignored: Int? = nil,
    reduction: Reduction = .mean
  ) throws -> Tensor {
    let operation = "CrossEntropy.backward"
    let kept = try check(logits, labels, smoothing, ignored, in: operation)
    let (rows, classes) = (logits.sizes[0], logits.sizes[1])
    let mask = Tensor(labels.map { $0 == ignored ? 0 : 1 })  // [N]
    let u = try mask * reduction.spread(upstream, over: [rows], count: kept, in: operation)
    let q = try targets(labels, classes, smoothing, ignored)  // [N, C]
    // For a row that is not ignored, Σⱼ qⱼ = (1 − s) + C · s/C = 1, and with u its upstream gradient:
    //
    // l       = log Σⱼ e^zⱼ − Σⱼ qⱼ zⱼ
    // ∂l/∂zᵢ  = pᵢ − qᵢ
    // ∂L/∂zₙᵢ = uₙ · (pₙᵢ − qₙᵢ)        and 0 for an ignored row
    return try u.reshaped([rows, 1]) * (Softmax.forward(logits) - q)  // [N, C]
  }

  /// q: the smoothed one-hot rows; zero in ignored rows.
  private static func targets(
    _ labels: [Int],
    _ classes: Int,
    _ smoothing: Double,
    _ ignored: Int?
  ) throws -> Tensor {
    var q = try Tensor.zeros([labels.count, classes])
    for (row, label) in labels.enumerated() where label != ignored {
      for column in 0..<classes {
        q[row, column] = (column == label ? 1 - smoothing : 0) + smoothing / Double(classes)
      }
    }
    return q
  }

  /// The number of rows that count.
  private static func check(
    _ logits: Tensor,
    _ labels: [Int],
    _ smoothing: Double,
    _ ignored: Int?,
    in operation: String
  ) throws -> Double {
    try requireRank(logits, ["N", "C"], "logits", in: operation)
    try require((0...1).contains(smoothing), "smoothing", smoothing, "from 0 to 1", in: operation)
    let (rows, classes) = (logits.sizes[0], logits.sizes[1])
    try requireLabels(labels, rows: rows, classes: classes, ignored: ignored, in: operation)
    let kept = labels.count { $0 != ignored }
    guard kept > 0 else { throw LayerError.emptyBatch(operation: operation, shape: logits.shape) }
    return Double(kept)
  }
}
