import Tensors

/// Global average pooling: each channel of an image becomes one number, its mean.
///
///     y[n, c] = Σ_i,j x[n, c, i, j] / (H · W)
///
/// x: [N, C, H, W] → y: [N, C]. Images of any size give the same number of features. Linear, so smooth everywhere.
///
/// Reference: Lin, Chen and Yan, "Network in network", ICLR 2014, section 3.2.
public enum GlobalAveragePool2D {
  /// The mean of each channel.
  ///
  /// - Parameter x: [N, C, H, W], at least one pixel.
  /// - Returns: y, [N, C].
  /// - Throws: ``LayerError`` for a wrong shape, or images without pixels.
  public static func forward(_ x: Tensor) throws -> Tensor {
    try check(x, in: "GlobalAveragePool2D.forward")
    return try x.mean(axes: [2, 3])
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x[n, c, i, j] = g[n, c] / (H · W)        g = ∂L/∂y
  ///
  /// - Parameters:
  ///   - upstream: g, [N, C].
  ///   - x: [N, C, H, W]; its values do not matter.
  /// - Returns: ∂L/∂x, [N, C, H, W].
  /// - Throws: ``LayerError`` for a wrong shape, or images without pixels.
  public static func backward(_ upstream: Tensor, _ x: Tensor) throws -> Tensor {
    let operation = "GlobalAveragePool2D.backward"
    try check(x, in: operation)
    let (height, width) = (x.sizes[2], x.sizes[3])
    try requireShape(upstream, x.sizes.prefix(2), "upstream", in: operation)
    // ∂y[n, c]/∂x[n, c, i, j] = 1/(H · W)
    // ∂L/∂x[n, c, i, j]       = g[n, c]/(H · W)
    let g = upstream / (height * width)  // [N, C]
    return try g.reshaped([x.sizes[0], x.sizes[1], 1, 1]).broadcast(to: x.shape)
  }

  private static func check(_ x: Tensor, in operation: String) throws {
    try requireRank(x, ["N", "C", "H", "W"], "x", in: operation)
    try requireItems(x, in: operation)
  }
}
