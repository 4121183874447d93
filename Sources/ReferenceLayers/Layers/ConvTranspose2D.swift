import Tensors

/// Transposed convolution: each pixel paints the filter, times its value, into a larger image.
///
///     y[n, f, i·s + u·d − p, j·s + v·d − p] += x[n, c, i, j] · W[c, f, u, v]        y starts at b[f]
///
/// x: [N, C, H, W], weight: [C, F, KH, KW], bias: [F] → y: [N, F, OH, OW] with
/// OH = (H − 1)·s − 2p + d·(KH − 1) + o + 1 and OW alike; stride s and dilation d of the places in y, padding p
/// (rows and columns cut off on each side), output padding o (rows and columns added at the far end, since
/// convolutions of several heights give the same H). Each setting may differ for the two axes: see ``Extent2D``.
/// Without the bias this is the transpose of ``Conv2D`` with the same weight and settings: ⟨y, Conv2D(z)⟩ is
/// ⟨ConvTranspose2D(y), z⟩. Smooth everywhere.
///
/// Reference: Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional networks", CVPR 2010; Dumoulin and Visin, "A
/// guide to convolution arithmetic for deep learning", arXiv:1603.07285, chapter 4.
public enum ConvTranspose2D {
  /// The painted images.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W], at least one pixel.
  ///   - weight: [C, F, KH, KW].
  ///   - bias: [F].
  ///   - stride: s, at least 1.
  ///   - padding: p, at least 0.
  ///   - outputPadding: o, at least 0 and less than the stride.
  ///   - dilation: d, at least 1.
  /// - Returns: y, [N, F, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Extent2D = 1,
    padding: Extent2D = 0,
    outputPadding: Extent2D = 0,
    dilation: Extent2D = 1
  ) throws -> Tensor {
    let operation = "ConvTranspose2D.forward"
    let settings = (stride, padding, outputPadding, dilation)
    let window = try check(x, weight, bias, settings, in: operation)
    let kernel = try weight.reshaped([weight.sizes[0], -1]).transposed()  // [FKK, C]
    let columns = try kernel.matmul(planes(x))  // [N, FKK, P]
    return try window.folded(columns) + bias.reshaped([-1, 1, 1])  // [N, F, OH, OW]
  }

  /// The gradients with respect to input, weight and bias.
  ///
  /// With g = ∂L/∂y:
  ///
  ///     ∂L/∂x[n, c, i, j] = Σ_f,u,v g[n, f, i·s + u·d − p, j·s + v·d − p] · W[c, f, u, v]
  ///     ∂L/∂W[c, f, u, v] = Σ_n,i,j x[n, c, i, j] · g[n, f, i·s + u·d − p, j·s + v·d − p]
  ///     ∂L/∂b[f]          = Σ_n,i,j g[n, f, i, j]
  ///
  /// The first is ``Conv2D`` of g.
  ///
  /// - Parameters:
  ///   - upstream: g, [N, F, OH, OW].
  ///   - x: [N, C, H, W].
  ///   - weight: [C, F, KH, KW].
  ///   - bias: [F]; its values do not matter.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - outputPadding: As given to the forward pass.
  ///   - dilation: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W]; ∂L/∂weight, [C, F, KH, KW]; ∂L/∂bias, [F].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Extent2D = 1,
    padding: Extent2D = 0,
    outputPadding: Extent2D = 0,
    dilation: Extent2D = 1
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    let operation = "ConvTranspose2D.backward"
    let settings = (stride, padding, outputPadding, dilation)
    let window = try check(x, weight, bias, settings, in: operation)
    try requireShape(upstream, window.input, "upstream", in: operation)
    // With K: [C, FKK] the filters and X: [C, P] the pixels of an image, Y is Kᵀ · X, each entry added to the pixel
    // of y that it falls on, and b. The gradient of such an entry is that of its pixel: with G: [FKK, P] the
    // columns that the window cuts out of g,
    //
    // ∂L/∂X = K · G
    // ∂L/∂K = Σₙ Xₙ · Gₙᵀ
    // ∂L/∂b = Σₙ Σ_pixels gₙ
    let kernel = try weight.reshaped([weight.sizes[0], -1])  // [C, FKK]
    let g = window.columns(upstream)  // [N, FKK, P]
    return (
      x: try kernel.matmul(g).reshaped(x.sizes),  // [N, C, H, W]
      weight: try planes(x).matmul(g.swappingAxes(-1, -2)).sum(axis: 0).reshaped(weight.sizes),
      bias: try upstream.sum(axes: [0, 2, 3])  // [F]
    )
  }

  /// [N, C, H, W] as [N, C, P], P the number of pixels.
  private static func planes(_ x: Tensor) throws -> Tensor {
    try x.reshaped([x.sizes[0], x.sizes[1], x.sizes[2] * x.sizes[3]])
  }

  /// The window of the convolution that goes from y to x.
  private static func check(
    _ x: Tensor,
    _ weight: Tensor,
    _ bias: Tensor,
    _ settings: (
      stride: Extent2D, padding: Extent2D, outputPadding: Extent2D, dilation: Extent2D
    ),
    in operation: String
  ) throws -> Window2D {
    try requireRank(weight, ["C", "F", "KH", "KW"], "weight", in: operation)
    try requireRank(x, ["N", "C", "H", "W"], "x", in: operation)
    try requireItems(x, in: operation)
    let (channels, filters) = (weight.sizes[0], weight.sizes[1])
    try requireShape(x.sizes[1] == channels, x.shape, "x", in: operation) {
      "[N, \(channels), H, W] (the channels of the weight, \(weight.shape))"
    }
    try requireShape(bias, [filters], "bias", in: operation)
    let (stride, padding, outputPadding, dilation) = settings
    try require(stride, "stride", atLeast: 1, in: operation)
    try require(dilation, "dilation", atLeast: 1, in: operation)
    try require(outputPadding, "outputPadding", in: operation) {
      outputPadding[$0] >= 0 && outputPadding[$0] < stride[$0]
    } rule: {
      "at least 0 and less than the stride, \(stride[$0])"
    }
    let kernel = Extent2D(height: weight.sizes[2], width: weight.sizes[3])
    try require(kernel, "kernel", atLeast: 1, in: operation)
    func size(_ input: Int, _ axis: ImageAxis) -> Int {
      (input - 1) * stride[axis] - 2 * padding[axis]
        + dilation[axis] * (kernel[axis] - 1) + outputPadding[axis] + 1
    }
    let (height, width) = (size(x.sizes[2], .height), size(x.sizes[3], .width))
    try requireShape(height >= 1 && width >= 1, x.shape, "x", in: operation) {
      "[N, C, H, W] large enough for the padding, which leaves \(height) × \(width) of the output"
    }
    return try Window2D(
      over: [x.sizes[0], filters, height, width],
      kernel: kernel,
      stride: stride,
      padding: padding,
      dilation: dilation,
      in: operation
    )
  }
}
