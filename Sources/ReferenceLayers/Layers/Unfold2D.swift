import Tensors

/// What a sliding window sees, cut out into columns: convolution and pooling are matrix work on them.
///
///     y[n, (c, u, v), (i, j)] = x[n, c, i·s + u·d − p, j·s + v·d − p]
///
/// x: [N, C, H, W] → y: [N, C · KH · KW, OH · OW] with OH = ⌊(H + 2p − d·(KH − 1) − 1)/s⌋ + 1 and OW alike; window
/// of KH × KW, stride s, padding p (zeros), dilation d, which may differ for the two axes: see ``Extent2D``. Also
/// known as im2col; its backward pass, col2im, adds overlapping windows up, and is PyTorch's fold. Linear, so
/// smooth everywhere.
///
/// Reference: Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
/// processing", IWFHR 2006.
public enum Unfold2D {
  /// The columns.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - size: The height and width of the window, at least 1.
  ///   - stride: s, at least 1.
  ///   - padding: p, at least 0.
  ///   - dilation: d, at least 1.
  /// - Returns: y, [N, C · KH · KW, OH · OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    size: Extent2D,
    stride: Extent2D = 1,
    padding: Extent2D = 0,
    dilation: Extent2D = 1
  ) throws -> Tensor {
    try Window2D(
      x,
      kernel: size,
      stride: stride,
      padding: padding,
      dilation: dilation,
      in: "Unfold2D.forward"
    )
    .columns(x)
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x[m] = Σ ∂L/∂y over all entries of y that were cut out at m
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, [N, C · KH · KW, OH · OW].
  ///   - x: [N, C, H, W]; its values do not matter.
  ///   - size: As given to the forward pass.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - dilation: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    size: Extent2D,
    stride: Extent2D = 1,
    padding: Extent2D = 0,
    dilation: Extent2D = 1
  ) throws -> Tensor {
    let window = try Window2D(
      x,
      kernel: size,
      stride: stride,
      padding: padding,
      dilation: dilation,
      in: "Unfold2D.backward"
    )
    let (rows, places) = (x.sizes[1] * window.size, window.places.height * window.places.width)
    try requireShape(upstream, [x.sizes[0], rows, places], "upstream", in: "Unfold2D.backward")
    // Each entry of y is one pixel, or a zero of the padding:
    //
    // ∂L/∂x[m] = Σ g over all entries that are the pixel m        (windows may overlap)
    return window.folded(upstream)
  }
}
