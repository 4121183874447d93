import Tensors

/// One-dimensional convolution: the same small filter is applied at every place of a sequence.
///
///     y[n, f, i] = b[f] + Σ_c,u x[n, c, i·s + u·d − p] · W[f, c, u]
///
/// x: [N, C, L], weight: [F, C, K], bias: [F] → y: [N, F, OL] with OL = ⌊(L + 2p − d·(K − 1) − 1)/s⌋ + 1; stride s,
/// padding p (zeros), dilation d. It is ``Conv2D`` on images one pixel high; the filter is not flipped. Smooth
/// everywhere.
///
/// Reference: Waibel et al., "Phoneme recognition using time-delay neural networks", IEEE Transactions on
/// Acoustics, Speech and Signal Processing 37 (1989).
public enum Conv1D {
  /// The filtered sequences.
  ///
  /// - Parameters:
  ///   - x: [N, C, L].
  ///   - weight: F filters, [F, C, K].
  ///   - bias: [F].
  ///   - stride: s, at least 1: the distance of neighbouring places.
  ///   - padding: p, at least 0: the zeros on each side.
  ///   - dilation: d, at least 1: the distance of neighbouring filter entries.
  /// - Returns: y, [N, F, OL].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor,
    stride: Int = 1,
    padding: Int = 0,
    dilation: Int = 1
  ) throws -> Tensor {
    try check(x, weight, bias, stride, padding, dilation, in: "Conv1D.forward")
    return try Conv2D.forward(
      x.expandingAxis(at: 2),  // [N, C, 1, L]
      weight: weight.expandingAxis(at: 2),  // [F, C, 1, K]
      bias: bias,
      stride: Extent2D(height: 1, width: stride),
      padding: Extent2D(height: 0, width: padding),
      dilation: Extent2D(height: 1, width: dilation)
    )
    .squeezingAxis(at: 2)
  }

  /// The gradients with respect to input, weight and bias.
  ///
  /// With g = ∂L/∂y, each sum over all places that see the entry, or that the filter entry meets:
  ///
  ///     ∂L/∂W[f, c, u] = Σ_n,i g[n, f, i] · x[n, c, i·s + u·d − p]
  ///     ∂L/∂x[n, c, l] = Σ g[n, f, i] · W[f, c, u]  over i·s + u·d − p = l
  ///     ∂L/∂b[f]       = Σ_n,i g[n, f, i]
  ///
  /// - Parameters:
  ///   - upstream: g, [N, F, OL].
  ///   - x: [N, C, L].
  ///   - weight: [F, C, K].
  ///   - bias: [F]; its values do not matter.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - dilation: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, L]; ∂L/∂weight, [F, C, K]; ∂L/∂bias, [F].
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
    let operation = "Conv1D.backward"
    let places = try check(x, weight, bias, stride, padding, dilation, in: operation)
    let shape: Shape = [x.sizes[0], weight.sizes[0], places]
    try requireShape(upstream, shape, "upstream", in: operation)
    // A sequence is an image one pixel high, so the derivation is that of Conv2D.
    let gradients = try Conv2D.backward(
      upstream.expandingAxis(at: 2),
      x.expandingAxis(at: 2),
      weight: weight.expandingAxis(at: 2),
      bias: bias,
      stride: Extent2D(height: 1, width: stride),
      padding: Extent2D(height: 0, width: padding),
      dilation: Extent2D(height: 1, width: dilation)
    )
    return (
      x: try gradients.x.squeezingAxis(at: 2),
      weight: try gradients.weight.squeezingAxis(at: 2),
      bias: gradients.bias
    )
  }

  /// OL.
  @discardableResult
  private static func check(
    _ x: Tensor,
    _ weight: Tensor,
    _ bias: Tensor,
    _ stride: Int,
    _ padding: Int,
    _ dilation: Int,
    in operation: String
  ) throws -> Int {
    try requireRank(weight, ["F", "C", "K"], "weight", in: operation)
    try requireRank(x, ["N", "C", "L"], "x", in: operation)
    let (channels, kernel) = (weight.sizes[1], weight.sizes[2])
    try requireShape(x.sizes[1] == channels, x.shape, "x", in: operation) {
      "[N, \(channels), L] (the channels of the weight, \(weight.shape))"
    }
    try requireShape(bias, [weight.sizes[0]], "bias", in: operation)
    try require(stride >= 1, "stride", stride, "at least 1", in: operation)
    try require(padding >= 0, "padding", padding, "at least 0", in: operation)
    try require(dilation >= 1, "dilation", dilation, "at least 1", in: operation)
    try require(kernel >= 1, "kernel", kernel, "at least 1", in: operation)
    let room = x.sizes[2] + 2 * padding - dilation * (kernel - 1) - 1
    try requireShape(room >= 0, x.shape, "x", in: operation) {
      "[N, C, L], L at least \(x.sizes[2] - room) (the reach of the filter less the padding)"
    }
    return room / stride + 1
  }
}
