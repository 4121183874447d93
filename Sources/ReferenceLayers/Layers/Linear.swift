import Tensors

/// The fully connected layer: every output is a weighted sum of all inputs, plus a bias.
///
///     y = x · W + b        yₙₘ = Σ_d xₙ_d W_dₘ + bₘ
///
/// x: [N, D], weight: [D, M], bias: [M] → y: [N, M]. Further leading axes of x ([B, T, D], say) are
/// treated as more rows. PyTorch stores the weight transposed, [M, D]. Smooth everywhere.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.5.
public enum Linear {
  /// The weighted sums of every row.
  ///
  /// - Parameters:
  ///   - x: [N, D], or more leading axes.
  ///   - weight: [D, M].
  ///   - bias: [M].
  /// - Returns: x · W + b, [N, M], or the leading axes of x and M.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func forward(_ x: Tensor, weight: Tensor, bias: Tensor) throws -> Tensor {
    let (features, outputs) = try check(x, weight, bias, in: "Linear.forward")
    let rows = try x.reshaped(Shape(x.count / features, features))  // [N, D]
    var y = try rows.matmul(weight)  // [N, M]
    try y += bias
    return try y.reshaped(x.sizes.replacingLast(with: outputs))
  }

  /// The gradients with respect to input, weight and bias.
  ///
  ///     ∂L/∂x = g · Wᵀ        ∂L/∂W = xᵀ · g        ∂L/∂b = Σₙ gₙ        with g = ∂L/∂y
  ///
  /// Nothing is averaged over the batch: if the loss is a mean, g carries the 1/N already.
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, the shape of the output.
  ///   - x: [N, D], as given to ``forward(_:weight:bias:)``.
  ///   - weight: [D, M].
  ///   - bias: [M]; its values do not matter.
  /// - Returns: ∂L/∂x, the shape of x; ∂L/∂weight, [D, M]; ∂L/∂bias, [M].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    let (features, outputs) = try check(x, weight, bias, in: "Linear.backward")
    let shape = x.sizes.replacingLast(with: outputs)
    try requireShape(upstream, shape, "upstream", in: "Linear.backward")
    let rows = try x.reshaped(Shape(x.count / features, features))  // [N, D]
    let g = try upstream.reshaped(Shape(x.count / features, outputs))  // [N, M]
    // L depends on x, W and b through y alone. With g = ∂L/∂y:
    //
    // ∂L/∂xₙ_d = Σₘ gₙₘ · ∂yₙₘ/∂xₙ_d
    //          = Σₘ gₙₘ W_dₘ                 so  ∂L/∂x = g · Wᵀ
    // ∂L/∂W_dₘ = Σₙ gₙₘ · ∂yₙₘ/∂W_dₘ
    //          = Σₙ xₙ_d gₙₘ                 so  ∂L/∂W = xᵀ · g
    // ∂L/∂bₘ   = Σₙ gₙₘ · 1                  so  ∂L/∂b = Σₙ gₙ
    return (
      x: try g.matmul(weight.transposed()).reshaped(x.sizes),  // [N, D]
      weight: try rows.transposed().matmul(g),  // [D, M]
      bias: try g.sum(axis: 0)  // [M]
    )
  }

  private static func check(
    _ x: Tensor,
    _ weight: Tensor,
    _ bias: Tensor,
    in operation: String
  ) throws -> (features: Int, outputs: Int) {
    try requireRank(weight, ["D", "M"], "weight", in: operation)
    let (features, outputs) = (weight.sizes[0], weight.sizes[1])
    let fits = x.rank >= 2 && x.sizes.last == features && features > 0
    try requireShape(fits, x.shape, "x", in: operation) {
      "[N, \(features)] (the rows of the weight, \(weight.shape))"
    }
    try requireShape(bias, [outputs], "bias", in: operation)
    return (features, outputs)
  }
}
