import Tensors

/// Average pooling: the mean of the entries under a sliding window.
///
///     y[n, c, i, j] = Σ_u,v x[n, c, i·s + u − p, j·s + v − p] / size²
///
/// x: [N, C, H, W] → y: [N, C, OH, OW] with OH = ⌊(H + 2p − size)/s⌋ + 1; window size, stride s, padding p
/// (zeros, which count: the divisor is always size², as in PyTorch's default). Smooth everywhere.
///
/// Reference: LeCun et al., "Gradient-based learning applied to document recognition", Proc. IEEE 86
/// (1998), section II.
public enum AveragePool2D {
  /// The mean at every place.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - size: The height and width of the window, at least 1.
  ///   - stride: s, at least 1; `nil` is the size, so that windows do not overlap.
  ///   - padding: p, from 0 to half the size.
  /// - Returns: y, [N, C, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    size: Int,
    stride: Int? = nil,
    padding: Int = 0
  ) throws -> Tensor {
    let window = try poolingWindow(x, size, stride, padding, in: "AveragePool2D.forward")
    let columns = try window.columns(x).reshaped(window.poolingShape)  // [NC, KK, P]
    return try columns.mean(axis: 1).reshaped(window.poolingOutput)
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x[m] = Σ ∂L/∂y / size² over all windows that contain m
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, [N, C, OH, OW].
  ///   - x: As given to ``forward(_:size:stride:padding:)``; its values do not matter.
  ///   - size: As given to the forward pass.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    size: Int,
    stride: Int? = nil,
    padding: Int = 0
  ) throws -> Tensor {
    let window = try poolingWindow(x, size, stride, padding, in: "AveragePool2D.backward")
    try requireShape(upstream, window.poolingOutput, "upstream", in: "AveragePool2D.backward")
    let shape = window.poolingShape
    // ∂y/∂x[m] = 1/size² for every m in the window
    // ∂L/∂x[m] = Σ g/size² over all windows that contain m        (windows may overlap)
    let g = try (upstream / window.size).reshaped([shape[0], 1, shape[2]] as Shape)  // [NC, 1, P]
    return window.folded(g.broadcast(to: shape))
  }
}
