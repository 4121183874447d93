import Tensors

/// Weight normalisation: the length of the weights of each output is a parameter of its own.
///
///     W[d, m] = g[m] · v[d, m] / ‖vₘ‖        ‖vₘ‖ = √(Σ_d v[d, m]²)
///
/// directions v: [D, M], lengths g: [M] → weight W of a ``Linear``: [D, M]. Each column of W belongs to one output,
/// and has the length |gₘ|. PyTorch stores the weight transposed, and normalises its rows. Smooth wherever no
/// column of v is 0.
///
/// Reference: Salimans and Kingma, "Weight normalization: a simple reparameterization to accelerate training of
/// deep neural networks", NIPS 2016.
public enum WeightNorm {
  /// The weight.
  ///
  /// - Parameters:
  ///   - direction: v, [D, M], no column 0.
  ///   - length: g, [M].
  /// - Returns: W, [D, M].
  /// - Throws: ``LayerError`` for wrong shapes, or a column of zeros.
  public static func forward(_ direction: Tensor, length: Tensor) throws -> Tensor {
    let norms = try check(direction, length, in: "WeightNorm.forward")  // [M]
    return try direction * (length / norms)
  }

  /// The gradients with respect to directions and lengths.
  ///
  ///     ∂L/∂g = Σ_d h ∘ v̂        ∂L/∂v = g/‖v‖ ∘ (h − v̂ ∘ Σ_d h ∘ v̂)        h = ∂L/∂W, v̂ = v/‖v‖
  ///
  /// - Parameters:
  ///   - upstream: h, [D, M].
  ///   - direction: v, [D, M].
  ///   - length: g, [M].
  /// - Returns: ∂L/∂direction, [D, M]; ∂L/∂length, [M].
  /// - Throws: ``LayerError`` for wrong shapes, or a column of zeros.
  public static func backward(
    _ upstream: Tensor,
    _ direction: Tensor,
    length: Tensor
  ) throws -> (direction: Tensor, length: Tensor) {
    let operation = "WeightNorm.backward"
    let norms = try check(direction, length, in: operation)  // [M]
    try requireShape(upstream, direction.sizes, "upstream", in: operation)
    // W = g · v̂ for each column, with v̂ = v/n and n = ‖v‖. With h = ∂L/∂W:
    //
    // ∂L/∂g   = Σᵢ hᵢ v̂ᵢ
    // ∂n/∂vₖ  = vₖ/n = v̂ₖ
    // ∂v̂ᵢ/∂vₖ = [i = k]/n − vᵢ/n² · v̂ₖ
    //         = ([i = k] − v̂ᵢ v̂ₖ)/n
    // ∂L/∂vₖ  = g/n · (hₖ − v̂ₖ · Σᵢ hᵢ v̂ᵢ)
    let unit = try direction / norms  // v̂, [D, M]
    let along = try (upstream * unit).sum(axis: 0)  // [M]
    return (
      direction: try (upstream - unit * along) * (length / norms),  // [D, M]
      length: along  // [M]
    )
  }

  /// ‖v‖ for each column, [M].
  private static func check(
    _ direction: Tensor,
    _ length: Tensor,
    in operation: String
  ) throws -> Tensor {
    try requireRank(direction, ["D", "M"], "direction", in: operation)
    try requireShape(length, [direction.sizes[1]], "length", in: operation)
    let norms = try sqrt(direction.squared().sum(axis: 0))
    let column = norms.scalars.firstIndex { $0 == 0 }
    let rule = "other than 0 in every column (column \(column ?? 0) has no direction)"
    try require(column == nil, "direction", 0, rule, in: operation)
    return norms
  }
}
