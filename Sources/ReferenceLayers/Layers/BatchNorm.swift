import Tensors

/// Batch normalisation: every channel gets the mean and the spread that the network has learnt for it.
///
///     y = γ ∘ (x − μ) / √(σ² + ε) + β
///
/// x: [N, C] or [N, C, …], scale γ and shift β: [C] → y: the shape of x. While training, μ and σ² are the
/// mean and biased variance of each channel over the batch and all further axes; at evaluation they are
/// running statistics. Smooth wherever σ² + ε > 0.
///
/// Reference: Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing
/// internal covariate shift", ICML 2015.
public enum BatchNorm {
  /// The normalised batch, by its own statistics (training).
  ///
  /// - Parameters:
  ///   - x: [N, C] or [N, C, …], more than one value for each channel.
  ///   - scale: γ, [C].
  ///   - shift: β, [C].
  ///   - epsilon: ε, added to the variance; 1e-5 as in the paper's successors.
  /// - Returns: y, the shape of x.
  /// - Throws: ``LayerError`` for wrong shapes, a bad setting, or a single value for each channel.
  public static func forward(
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    epsilon: Double = 1e-5
  ) throws -> Tensor {
    let operation = "BatchNorm.forward"
    try check(x, [("scale", scale), ("shift", shift)], epsilon, in: operation)
    try requireSpread(x, in: operation)
    let standard = try Standardisation(rows: x.channelRows(), epsilon: epsilon)  // [C, K]
    return try (standard.values * column(scale) + column(shift)).fromChannelRows(x.sizes)
  }

  /// The gradients with respect to input, scale and shift (training).
  ///
  ///     ∂L/∂x = γ/s · (g − mean(g) − x̂ · mean(g ∘ x̂))    ∂L/∂γ = Σ g ∘ x̂    ∂L/∂β = Σ g
  ///
  /// with g = ∂L/∂y and s = √(σ² + ε), sums and means over each channel.
  ///
  /// - Parameters:
  ///   - upstream: g, the shape of x.
  ///   - x: As given to ``forward(_:scale:shift:epsilon:)``.
  ///   - scale: γ, [C].
  ///   - shift: β, [C]; its values do not matter.
  ///   - epsilon: As given to the forward pass.
  /// - Returns: ∂L/∂x, the shape of x; ∂L/∂scale and ∂L/∂shift, [C].
  /// - Throws: ``LayerError`` for wrong shapes, a bad setting, or a single value for each channel.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    epsilon: Double = 1e-5
  ) throws -> (x: Tensor, scale: Tensor, shift: Tensor) {
    let operation = "BatchNorm.backward"
    try check(x, [("scale", scale), ("shift", shift)], epsilon, in: operation)
    try requireSpread(x, in: operation)
    try requireShape(upstream, x.sizes, "upstream", in: operation)
    let standard = try Standardisation(rows: x.channelRows(), epsilon: epsilon)  // [C, K]
    let g = try upstream.channelRows()  // [C, K]
    // y = γ·x̂ + β for each channel, with x̂ its standardised row. With g = ∂L/∂y, sums over the row:
    //
    // ∂L/∂γ = Σᵢ gᵢ x̂ᵢ
    // ∂L/∂β = Σᵢ gᵢ
    // ∂L/∂x̂ = γ·g, and from there to x as derived in Standardisation
    return (
      x: try standard.backward(g * column(scale)).fromChannelRows(x.sizes),  // [N, C, …]
      scale: try (g * standard.values).sum(axis: 1),  // [C]
      shift: try g.sum(axis: 1)  // [C]
    )
  }

  /// The statistics by which ``forward(_:scale:shift:epsilon:)`` normalises a batch.
  ///
  ///     μ = Σᵢ xᵢ / K        σ² = Σᵢ (xᵢ − μ)² / K        over the K values of each channel
  ///
  /// - Parameter x: [N, C] or [N, C, …], the batch.
  /// - Returns: μ and σ² (biased), [C] each.
  /// - Throws: ``LayerError`` for a wrong shape or an empty batch.
  public static func statistics(_ x: Tensor) throws -> (mean: Tensor, variance: Tensor) {
    try requireChannels(x, in: "BatchNorm.statistics")
    let rows = try x.channelRows()  // [C, K]
    let mean = try rows.mean(axis: 1)  // [C]
    return (mean: mean, variance: try (rows - column(mean)).squared().mean(axis: 1))  // [C] each
  }

  /// The gradient of ``statistics(_:)`` with respect to the batch.
  ///
  ///     ∂L/∂x = (m + 2v ∘ (x − μ)) / K        m = ∂L/∂μ, v = ∂L/∂σ²
  ///
  /// - Parameters:
  ///   - upstream: m and v, [C] each.
  ///   - x: [N, C] or [N, C, …], as given to ``statistics(_:)``.
  /// - Returns: ∂L/∂x, the shape of x.
  /// - Throws: ``LayerError`` for wrong shapes or an empty batch.
  public static func statisticsBackward(
    _ upstream: (mean: Tensor, variance: Tensor),
    _ x: Tensor
  ) throws -> Tensor {
    let operation = "BatchNorm.statisticsBackward"
    try requireChannels(x, in: operation)
    try requireShape(upstream.mean, [x.sizes[1]], "upstream.mean", in: operation)
    try requireShape(upstream.variance, [x.sizes[1]], "upstream.variance", in: operation)
    let rows = try x.channelRows()  // [C, K]
    let centred = try rows - rows.mean(axis: 1, keepingDimensions: true)  // [C, K]
    // ∂μ/∂xₖ  = 1/K
    // ∂σ²/∂xₖ = 2/K · Σᵢ (xᵢ − μ)([i = k] − 1/K)
    //         = 2/K · (xₖ − μ)                             since Σᵢ (xᵢ − μ) = 0
    // ∂L/∂xₖ  = (m + 2v · (xₖ − μ))/K
    let sums = try column(upstream.mean) + 2 * column(upstream.variance) * centred  // [C, K]
    return try (sums / rows.sizes[1]).fromChannelRows(x.sizes)  // [N, C, …]
  }

  /// The running statistics after one more batch.
  ///
  ///     running ← (1 − momentum) · running + momentum · batch
  ///
  /// The variance that enters is the unbiased one (K − 1 in the denominator), as in PyTorch.
  ///
  /// - Parameters:
  ///   - x: [N, C] or [N, C, …], the batch.
  ///   - mean: The running mean, [C]; zeros at first.
  ///   - variance: The running variance, [C]; ones at first.
  ///   - momentum: How much the batch counts, from 0 to 1.
  /// - Returns: Both after the batch.
  /// - Throws: ``LayerError`` for wrong shapes, a bad setting, or a single value for each channel.
  public static func updatedStatistics(
    _ x: Tensor,
    mean: Tensor,
    variance: Tensor,
    momentum: Double = 0.1
  ) throws -> (mean: Tensor, variance: Tensor) {
    let operation = "BatchNorm.updatedStatistics"
    try check(x, [("mean", mean), ("variance", variance)], 0, in: operation)
    try requireSpread(x, in: operation)
    try require((0...1).contains(momentum), "momentum", momentum, "from 0 to 1", in: operation)
    let (batchMean, biased) = try statistics(x)  // [C] each
    let count = Double(x.count / x.sizes[1])  // K
    let batchVariance = biased * (count / (count - 1))
    return (
      mean: try (1 - momentum) * mean + momentum * batchMean,
      variance: try (1 - momentum) * variance + momentum * batchVariance
    )
  }

  /// The normalised batch, by given statistics (evaluation).
  ///
  /// - Parameters:
  ///   - x: [N, C] or [N, C, …].
  ///   - scale: γ, [C].
  ///   - shift: β, [C].
  ///   - mean: The running mean, [C].
  ///   - variance: The running variance, [C], nowhere negative.
  ///   - epsilon: ε, added to the variance.
  /// - Returns: y, the shape of x.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func evaluate(
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: Double = 1e-5
  ) throws -> Tensor {
    let operation = "BatchNorm.evaluate"
    let vectors = [("scale", scale), ("shift", shift), ("mean", mean), ("variance", variance)]
    try check(x, vectors, epsilon, in: operation)
    let values = try (x.channelRows() - column(mean)) / sqrt(column(variance) + epsilon)  // [C, K]
    return try (values * column(scale) + column(shift)).fromChannelRows(x.sizes)
  }

  /// The gradients with respect to input, scale and shift (evaluation).
  ///
  ///     ∂L/∂x = g ∘ γ / √(σ² + ε)        ∂L/∂γ = Σ g ∘ x̂        ∂L/∂β = Σ g
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂y, the shape of x.
  ///   - x: As given to ``evaluate(_:scale:shift:mean:variance:epsilon:)``.
  ///   - scale: γ, [C].
  ///   - shift: β, [C]; its values do not matter.
  ///   - mean: The running mean, [C].
  ///   - variance: The running variance, [C].
  ///   - epsilon: ε, added to the variance.
  /// - Returns: ∂L/∂x, the shape of x; ∂L/∂scale and ∂L/∂shift, [C].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func evaluateBackward(
    _ upstream: Tensor,
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: Double = 1e-5
  ) throws -> (x: Tensor, scale: Tensor, shift: Tensor) {
    let operation = "BatchNorm.evaluateBackward"
    let vectors = [("scale", scale), ("shift", shift), ("mean", mean), ("variance", variance)]
    try check(x, vectors, epsilon, in: operation)
    try requireShape(upstream, x.sizes, "upstream", in: operation)
    let deviation = try sqrt(column(variance) + epsilon)  // [C, 1]
    let values = try (x.channelRows() - column(mean)) / deviation  // [C, K]
    let g = try upstream.channelRows()  // [C, K]
    // At evaluation μ and σ² are constants, so each entry of y depends on one entry of x:
    //
    // x̂     = (x − μ)/√(σ² + ε)
    // ∂L/∂x = g · γ/√(σ² + ε)
    // ∂L/∂γ = Σᵢ gᵢ x̂ᵢ
    // ∂L/∂β = Σᵢ gᵢ
    return (
      x: try (g * column(scale) / deviation).fromChannelRows(x.sizes),  // [N, C, …]
      scale: try (g * values).sum(axis: 1),  // [C]
      shift: try g.sum(axis: 1)  // [C]
    )
  }

  /// [C] as [C, 1], to meet one row per channel.
  private static func column(_ vector: Tensor) throws -> Tensor { try vector.expandingAxis(at: 1) }

  private static func check(
    _ x: Tensor,
    _ vectors: [(name: String, values: Tensor)],
    _ epsilon: Double,
    in operation: String
  ) throws {
    try requireChannels(x, in: operation)
    for vector in vectors {
      try requireShape(vector.values, [x.sizes[1]], vector.name, in: operation)
    }
    try requireNotNegative(epsilon, "epsilon", in: operation)
  }

  private static func requireSpread(_ x: Tensor, in operation: String) throws {
    try requireShape(x.count > x.sizes[1], x.shape, "x", in: operation) {
      "[N, C, …] with more than one value for each channel (one has no spread)"
    }
  }
}
