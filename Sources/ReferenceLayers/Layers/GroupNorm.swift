import Tensors

/// Group normalisation: the channels of an item are normalised in groups.
///
///     y = γ ∘ (x − μ) / √(σ² + ε) + β
///
/// x: [N, C, …], scale γ and shift β: [C], G groups → y: the shape of x. μ and σ² (biased) are taken for
/// each item and each run of C/G neighbouring channels, over all further axes. G = 1 normalises a whole
/// item, G = C each channel alone (instance norm). Smooth wherever σ² + ε > 0.
///
/// Reference: Wu and He, "Group normalization", ECCV 2018.
public enum GroupNorm {
  /// The normalised groups.
  ///
  /// - Parameters:
  ///   - x: [N, C, …].
  ///   - scale: γ, [C].
  ///   - shift: β, [C].
  ///   - groups: G, a divisor of C.
  ///   - epsilon: ε, added to the variance; 1e-5 as in PyTorch.
  /// - Returns: y, the shape of x.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    groups: Int,
    epsilon: Double = 1e-5
  ) throws -> Tensor {
    let shapes = try check(x, scale, shift, groups, epsilon, in: "GroupNorm.forward")
    let standard = try Standardisation(rows: x.reshaped(shapes.rows), epsilon: epsilon)
    let values = try standard.values.reshaped(shapes.channels)  // [N, C, K]
    return try (values * column(scale) + column(shift)).reshaped(x.sizes)
  }

  /// The gradients with respect to input, scale and shift.
  ///
  ///     ∂L/∂x = (h − mean(h) − x̂ ∘ mean(h ∘ x̂)) / s,  h = g ∘ γ    ∂L/∂γ = Σ g ∘ x̂    ∂L/∂β = Σ g
  ///
  /// with g = ∂L/∂y and s = √(σ² + ε); means over each group, sums for each channel.
  ///
  /// - Parameters:
  ///   - upstream: g, the shape of x.
  ///   - x: As given to ``forward(_:scale:shift:groups:epsilon:)``.
  ///   - scale: γ, [C].
  ///   - shift: β, [C]; its values do not matter.
  ///   - groups: As given to the forward pass.
  ///   - epsilon: As given to the forward pass.
  /// - Returns: ∂L/∂x, the shape of x; ∂L/∂scale and ∂L/∂shift, [C].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    scale: Tensor,
    shift: Tensor,
    groups: Int,
    epsilon: Double = 1e-5
  ) throws -> (x: Tensor, scale: Tensor, shift: Tensor) {
    let shapes = try check(x, scale, shift, groups, epsilon, in: "GroupNorm.backward")
    try requireShape(upstream, x.sizes, "upstream", in: "GroupNorm.backward")
    let standard = try Standardisation(rows: x.reshaped(shapes.rows), epsilon: epsilon)
    let g = try upstream.reshaped(shapes.channels)  // [N, C, K]
    let values = try standard.values.reshaped(shapes.channels)  // [N, C, K]
    // y = γ ∘ x̂ + β with γ and β for each channel, and x̂ the standardised groups. With g = ∂L/∂y:
    //
    // ∂L/∂γ = Σ g ∘ x̂        over items and further axes, for each channel
    // ∂L/∂β = Σ g
    // ∂L/∂x̂ = g ∘ γ, and from there to x as derived in Standardisation
    return (
      x: try standard.backward((g * column(scale)).reshaped(shapes.rows)).reshaped(x.sizes),
      scale: try (g * values).sum(axes: [0, 2]),  // [C]
      shift: try g.sum(axes: [0, 2])  // [C]
    )
  }

  /// [C] as [C, 1], to meet [N, C, K].
  private static func column(_ vector: Tensor) throws -> Tensor { try vector.expandingAxis(at: 1) }

  /// The two views of x: one row for each group of each item, and [N, C, K].
  private static func check(
    _ x: Tensor,
    _ scale: Tensor,
    _ shift: Tensor,
    _ groups: Int,
    _ epsilon: Double,
    in operation: String
  ) throws -> (rows: [Int], channels: [Int]) {
    try requireChannels(x, in: operation)
    let (items, channels) = (x.sizes[0], x.sizes[1])
    try requireShape(scale, [channels], "scale", in: operation)
    try requireShape(shift, [channels], "shift", in: operation)
    try requireNotNegative(epsilon, "epsilon", in: operation)
    let divides = groups > 0 && channels % groups == 0
    try require(divides, "groups", groups, "a divisor of the \(channels) channels", in: operation)
    return (
      rows: [items * groups, x.count / (items * groups)],
      channels: [items, channels, x.count / (items * channels)]
    )
  }
}
