import Tensors

/// Two-dimensional convolution: the same small filter looks at every place of an image.
///
///     y[n, f, i, j] = b[f] + Σ_c,u,v x[n, c, i·s + u·d − p, j·s + v·d − p] · W[f, c, u, v]
///
/// x: [N, C, H, W], weight: [F, C, KH, KW], bias: [F] → y: [N, F, OH, OW] with
/// OH = ⌊(H + 2p − d·(KH − 1) − 1)/s⌋ + 1 and OW alike; stride s, padding p (zeros), dilation d. As in every
/// library the filter is not flipped: strictly this is cross-correlation. Smooth everywhere.
///
/// Reference: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning",
/// arXiv:1603.07285.
public enum Conv2D {
  /// The filtered images.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - weight: F filters, [F, C, KH, KW].
  ///   - bias: [F].
  ///   - stride: s, at least 1: the distance of neighbouring places.
  ///   - padding: p, at least 0: the rows and columns of zeros on each side.
  ///   - dilation: d, at least 1: the distance of neighbouring filter entries.
  /// - Returns: y, [N, F, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Int = 1,
    padding: Int = 0,
    dilation: Int = 1
  ) throws -> Tensor {
    let window = try check(x, weight, bias, stride, padding, dilation, in: "Conv2D.forward")
    let filters = weight.shape[0]
    let columns = window.columns(x)  // [N, CKK, P]
    let kernel = try weight.reshaped([filters, columns.shape[1]])  // [F, CKK]
    let y = try kernel.matmul(columns) + bias.expandingAxis(at: 1)  // [N, F, P]
    return try y.reshaped([x.shape[0], filters, window.places.height, window.places.width])
  }

  // Cut into columns, a convolution is a matrix product for each image: Y = K · X + b with filters
  // K: [F, CKK] and columns X: [CKK, P], P the number of places. With G = ∂L/∂Y, as for Linear:
  //
  // ∂L/∂K = Σₙ Gₙ · Xₙᵀ
  // ∂L/∂b = Σₙ Σ_places Gₙ
  // ∂L/∂X = Kᵀ · G
  // A pixel stands in one column entry for each place and filter position that sees it, so
  // ∂L/∂x = the entries of ∂L/∂X added up where they were cut out; what fell on the padding is dropped.
  /// The gradients with respect to input, weight and bias.
  ///
  /// With g = ∂L/∂y, each sum over all places that see the pixel, or that the filter entry meets:
  ///
  ///     ∂L/∂W[f, c, u, v] = Σ_n,i,j g[n, f, i, j] · x[n, c, i·s + u·d − p, j·s + v·d − p]
  ///     ∂L/∂x[n, c, y, x] = Σ g[n, f, i, j] · W[f, c, u, v]  over i·s + u·d − p = y, j·s + v·d − p = x
  ///     ∂L/∂b[f]          = Σ_n,i,j g[n, f, i, j]
  ///
  /// - Parameters:
  ///   - upstream: g, [N, F, OH, OW].
  ///   - x: As given to ``forward(_:weight:bias:stride:padding:dilation:)``.
  ///   - weight: [F, C, KH, KW].
  ///   - bias: [F]; its values do not matter.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - dilation: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W]; ∂L/∂weight, [F, C, KH, KW]; ∂L/∂bias, [F].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Int = 1,
    padding: Int = 0,
    dilation: Int = 1
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    let operation = "Conv2D.backward"
    let window = try check(x, weight, bias, stride, padding, dilation, in: operation)
    let (items, filters) = (x.shape[0], weight.shape[0])
    let places = window.places
    try requireShape(
      upstream,
      [items, filters, places.height, places.width],
      "upstream",
      in: operation
    )
    let columns = window.columns(x)  // [N, CKK, P]
    let kernel = try weight.reshaped([filters, columns.shape[1]])  // [F, CKK]
    let g = try upstream.reshaped([items, filters, places.height * places.width])  // [N, F, P]
    let kernelGradient = try g.matmul(columns.swappingAxes(1, 2)).sum(axis: 0)  // [F, CKK]
    return (
      x: window.folded(try kernel.transposed().matmul(g)),  // [N, C, H, W]
      weight: try kernelGradient.reshaped(weight.shape),  // [F, C, KH, KW]
      bias: try g.sum(axes: [0, 2])  // [F]
    )
  }

  private static func check(
    _ x: Tensor,
    _ weight: Tensor,
    _ bias: Tensor,
    _ stride: Int,
    _ padding: Int,
    _ dilation: Int,
    in operation: String
  ) throws -> Window2D {
    try requireRank(weight, ["F", "C", "KH", "KW"], "weight", in: operation)
    let window = try Window2D(
      x,
      kernel: (weight.shape[2], weight.shape[3]),
      stride: stride,
      padding: padding,
      dilation: dilation,
      in: operation
    )
    guard x.shape[1] == weight.shape[1] else {
      throw LayerError.wrongShape(
        operation: operation,
        argument: "x",
        expected: "[N, \(weight.shape[1]), H, W] (the channels of the weight, \(weight.shape))",
        actual: x.shape
      )
    }
    try requireShape(bias, [weight.shape[0]], "bias", in: operation)
    return window
  }
}
