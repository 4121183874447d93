import Tensors

/// Two-dimensional convolution: the same small filter is applied at every place of an image.
///
///     y[n, f, i, j] = b[f] + Σ_c,u,v x[n, c, i·s + u·d − p, j·s + v·d − p] · W[f, c, u, v]
///
/// x: [N, C, H, W], weight: [F, C/G, KH, KW], bias: [F] → y: [N, F, OH, OW] with
/// OH = ⌊(H + 2p − d·(KH − 1) − 1)/s⌋ + 1 and OW alike; stride s, padding p (zeros), dilation d, which may
/// differ for the two axes: see ``Extent2D``. As in every library the filter is not flipped: strictly this is
/// cross-correlation.
///
/// With G groups, the channels and the filters are cut into G parts, and filters see the channels of their own part
/// alone; mostly G is 1. With G = C and one filter for each channel the convolution is called depthwise. Smooth
/// everywhere.
///
/// Reference: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning",
/// arXiv:1603.07285.
public enum Conv2D {
  /// The filtered images.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - weight: F filters, [F, C/G, KH, KW].
  ///   - bias: [F].
  ///   - stride: s, at least 1: the distance of neighbouring places.
  ///   - padding: p, at least 0: the rows and columns of zeros on each side.
  ///   - dilation: d, at least 1: the distance of neighbouring filter entries.
  ///   - groups: G, at least 1, a divisor of C and of F.
  /// - Returns: y, [N, F, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Int = 1,
    padding: Int = 0,
    dilation: Int = 1,
    groups: Int = 1
  ) throws -> Tensor {
    try forward(
      x,
      weight: weight,
      bias: bias,
      stride: Extent2D(stride),
      padding: Extent2D(padding),
      dilation: Extent2D(dilation),
      groups: groups
    )
  }

  /// The filtered images, with settings for each axis.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - weight: F filters, [F, C/G, KH, KW].
  ///   - bias: [F].
  ///   - stride: s, at least 1, for each axis.
  ///   - padding: p, at least 0, for each axis.
  ///   - dilation: d, at least 1, for each axis.
  ///   - groups: G, at least 1, a divisor of C and of F.
  /// - Returns: y, [N, F, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Extent2D,
    padding: Extent2D = 0,
    dilation: Extent2D = 1,
    groups: Int = 1
  ) throws -> Tensor {
    let operation = "Conv2D.forward"
    let window = try check(x, weight, bias, stride, padding, dilation, groups, in: operation)
    if groups > 1 {
      let parts = try (0..<groups).map { group in
        let part = try part(group, of: groups, x, weight, bias)
        return try forward(
          part.x,
          weight: part.weight,
          bias: part.bias,
          stride: stride,
          padding: padding,
          dilation: dilation
        )
      }
      return try Tensor.concatenated(parts, axis: 1)
    }
    let (filters, places) = (weight.sizes[0], window.places)
    let kernel = try weight.reshaped([filters, -1])  // [F, CKK]
    let column = try bias.expandingAxis(at: 1)  // [F, 1]
    var scalars: [Double] = []
    scalars.reserveCapacity(x.sizes[0] * filters * places.height * places.width)
    for n in 0..<x.sizes[0] {
      let columns = try window.overOneImage.columns(x.at(n)).squeezingAxis(at: 0)  // [CKK, P]
      scalars += try (kernel.matmul(columns) + column).scalars  // [F, P]
    }
    return try Tensor(shape: [x.sizes[0], filters, places.height, places.width], scalars)
  }

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
  ///   - x: [N, C, H, W], as given to the forward pass.
  ///   - weight: [F, C/G, KH, KW].
  ///   - bias: [F]; its values do not matter.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - dilation: As given to the forward pass.
  ///   - groups: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W]; ∂L/∂weight, [F, C/G, KH, KW]; ∂L/∂bias, [F].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Int = 1,
    padding: Int = 0,
    dilation: Int = 1,
    groups: Int = 1
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    try backward(
      upstream,
      x,
      weight: weight,
      bias: bias,
      stride: Extent2D(stride),
      padding: Extent2D(padding),
      dilation: Extent2D(dilation),
      groups: groups
    )
  }

  /// The gradients with respect to input, weight and bias, with settings for each axis.
  ///
  /// - Parameters:
  ///   - upstream: g = ∂L/∂y, [N, F, OH, OW].
  ///   - x: [N, C, H, W].
  ///   - weight: [F, C/G, KH, KW].
  ///   - bias: [F]; its values do not matter.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - dilation: As given to the forward pass.
  ///   - groups: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W]; ∂L/∂weight, [F, C/G, KH, KW]; ∂L/∂bias, [F].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Extent2D,
    padding: Extent2D = 0,
    dilation: Extent2D = 1,
    groups: Int = 1
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    let operation = "Conv2D.backward"
    let window = try check(x, weight, bias, stride, padding, dilation, groups, in: operation)
    let (items, filters) = (x.sizes[0], weight.sizes[0])
    let places = window.places
    let shape: Shape = [items, filters, places.height, places.width]
    try requireShape(upstream, shape, "upstream", in: operation)
    if groups > 1 {
      // Groups are convolutions side by side, which share nothing.
      let gradients = try (0..<groups).map { group in
        let part = try part(group, of: groups, x, weight, bias)
        return try backward(
          share(group, of: groups, upstream, axis: 1),
          part.x,
          weight: part.weight,
          bias: part.bias,
          stride: stride,
          padding: padding,
          dilation: dilation
        )
      }
      return (
        x: try Tensor.concatenated(gradients.map(\.x), axis: 1),
        weight: try Tensor.concatenated(gradients.map(\.weight)),
        bias: try Tensor.concatenated(gradients.map(\.bias))
      )
    }
    // Cut into columns, a convolution is a matrix product for each image: Y = K · X + b with filters
    // K: [F, CKK] and columns X: [CKK, P], P the number of places. With H = ∂L/∂Y, as for Linear:
    //
    // ∂L/∂K = Σₙ Hₙ · Xₙᵀ
    // ∂L/∂b = Σₙ Σ_places Hₙ
    // ∂L/∂X = Kᵀ · H
    // A pixel stands in one column entry for each place and filter position that sees it, so
    // ∂L/∂x = the entries of ∂L/∂X added up where they were cut out; what fell on the padding is dropped.
    let kernel = try weight.reshaped([filters, -1]).transposed()  // Kᵀ, [CKK, F]
    var kernelGradient = Tensor.zeros(like: kernel)  // (∂L/∂K)ᵀ = Σₙ Xₙ · Hₙᵀ, [CKK, F]
    var images: [Double] = []
    images.reserveCapacity(x.count)
    for n in 0..<items {
      let g = try upstream.at(n).reshaped([filters, places.height * places.width])  // [F, P]
      let columns = try window.overOneImage.columns(x.at(n)).squeezingAxis(at: 0)  // [CKK, P]
      try kernelGradient += columns.matmul(g.transposed())  // [CKK, F]
      images += window.overOneImage.folded(try kernel.matmul(g)).scalars  // [1, C, H, W]
    }
    return (
      x: Tensor(unchecked: x.sizes, images),  // [N, C, H, W]
      weight: try kernelGradient.transposed().reshaped(weight.sizes),  // [F, C, KH, KW]
      bias: try upstream.sum(axes: [0, 2, 3])  // [F]
    )
  }

  /// What a group works on: its channels, its filters and their biases.
  private static func part(
    _ group: Int,
    of groups: Int,
    _ x: Tensor,
    _ weight: Tensor,
    _ bias: Tensor
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    (
      try share(group, of: groups, x, axis: 1), try share(group, of: groups, weight, axis: 0),
      try share(group, of: groups, bias, axis: 0)
    )
  }

  /// The entries of a group along an axis.
  private static func share(
    _ group: Int,
    of groups: Int,
    _ tensor: Tensor,
    axis: Int
  ) throws -> Tensor {
    let length = tensor.sizes[axis] / groups
    return try tensor.sliced(group * length..<(group + 1) * length, axis: axis)
  }

  private static func check(
    _ x: Tensor,
    _ weight: Tensor,
    _ bias: Tensor,
    _ stride: Extent2D,
    _ padding: Extent2D,
    _ dilation: Extent2D,
    _ groups: Int,
    in operation: String
  ) throws -> Window2D {
    try requireRank(weight, ["F", "C", "KH", "KW"], "weight", in: operation)
    let window = try Window2D(
      x,
      kernel: Extent2D(height: weight.sizes[2], width: weight.sizes[3]),
      stride: stride,
      padding: padding,
      dilation: dilation,
      in: operation
    )
    let (filters, channels) = (weight.sizes[0], weight.sizes[1] * groups)
    let divides = groups >= 1 && filters % groups == 0
    try require(divides, "groups", groups, "a divisor of the \(filters) filters", in: operation)
    try requireShape(x.sizes[1] == channels, x.shape, "x", in: operation) {
      "[N, \(channels), H, W] (the channels of the weight, \(weight.shape)"
        + (groups == 1 ? ")" : ", in each of \(groups) groups)")
    }
    try requireShape(bias, [filters], "bias", in: operation)
    return window
  }
}
