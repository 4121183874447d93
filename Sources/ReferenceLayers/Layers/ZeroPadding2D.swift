import Tensors

/// A frame of zeros around each image.
///
///     y[n, c, i, j] = x[n, c, i − p, j − p]        0 where x has no such entry
///
/// x: [N, C, H, W] → y: [N, C, H + 2p, W + 2p]; the padding p may differ for the two axes: see ``Extent2D``. Linear,
/// so smooth everywhere.
///
/// Reference: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning",
/// arXiv:1603.07285.
public enum ZeroPadding2D {
  /// The framed images.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - padding: p, at least 0: the rows and columns of zeros on each side.
  /// - Returns: y, [N, C, H + 2p, W + 2p].
  /// - Throws: ``LayerError`` for a wrong shape or setting, or `TensorError.tooLarge`.
  public static func forward(_ x: Tensor, padding: Extent2D) throws -> Tensor {
    try check(x, padding, in: "ZeroPadding2D.forward")
    var y = x
    for (axis, size) in [(2, padding.height), (3, padding.width)] {
      var shape = y.shape
      shape[axis] = size
      let frame = try Tensor.zeros(shape)
      y = try Tensor.concatenated([frame, y, frame], axis: axis)
    }
    return y
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x[n, c, i, j] = g[n, c, i + p, j + p]        g = ∂L/∂y
  ///
  /// - Parameters:
  ///   - upstream: g, [N, C, H + 2p, W + 2p].
  ///   - x: [N, C, H, W]; its values do not matter.
  ///   - padding: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W].
  /// - Throws: ``LayerError`` for a wrong shape or setting.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    padding: Extent2D
  ) throws -> Tensor {
    let operation = "ZeroPadding2D.backward"
    try requireShape(upstream, check(x, padding, in: operation), "upstream", in: operation)
    // Each entry of x stands at one place of y, so ∂L/∂x is what g has there: the frame is cut off.
    let (p, q) = (padding.height, padding.width)
    return try upstream.sliced(p..<p + x.sizes[2], axis: 2).sliced(q..<q + x.sizes[3], axis: 3)
  }

  /// The shape of y.
  @discardableResult
  private static func check(
    _ x: Tensor,
    _ padding: Extent2D,
    in operation: String
  ) throws -> Shape {
    try requireRank(x, ["N", "C", "H", "W"], "x", in: operation)
    try require(padding, "padding", atLeast: 0, in: operation)
    let (height, width) = (x.sizes[2] + 2 * padding.height, x.sizes[3] + 2 * padding.width)
    return [x.sizes[0], x.sizes[1], height, width]
  }
}
