import Tensors

/// Average pooling: the mean of the entries under a sliding window.
///
///     y[n, c, i, j] = Σ_u,v x[n, c, i·s + u − p, j·s + v − p] / D
///
/// x: [N, C, H, W] → y: [N, C, OH, OW] with OH = ⌊(H + 2p − size)/s⌋ + 1; window size, stride s, padding p
/// (zeros), which may differ for the two axes: see ``Extent2D``. If the padding counts, as is PyTorch's
/// default, the divisor D is the number of positions in the window, size² for a square one; if not, it is the
/// number of those that lie on the image. Smooth everywhere.
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
  ///   - countsPadding: Whether the zeros of the padding count in the mean.
  /// - Returns: y, [N, C, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    size: Int,
    stride: Int? = nil,
    padding: Int = 0,
    countsPadding: Bool = true
  ) throws -> Tensor {
    try forward(
      x,
      size: Extent2D(size),
      stride: stride.map { Extent2D($0) },
      padding: Extent2D(padding),
      countsPadding: countsPadding
    )
  }

  /// The mean at every place, with settings for each axis.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - size: The height and width of the window, at least 1 each.
  ///   - stride: s, at least 1, for each axis; `nil` is the size, so that windows do not overlap.
  ///   - padding: p, from 0 to half the size, for each axis.
  ///   - countsPadding: Whether the zeros of the padding count in the mean.
  /// - Returns: y, [N, C, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    size: Extent2D,
    stride: Extent2D? = nil,
    padding: Extent2D = 0,
    countsPadding: Bool = true
  ) throws -> Tensor {
    let window = try poolingWindow(x, size, stride, padding, in: "AveragePool2D.forward")
    let sums = try window.columns(x).reshaped(window.poolingShape).sum(axis: 1)  // [NC, P]
    return try (sums / divisor(window, countsPadding)).reshaped(window.poolingOutput)
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x[m] = Σ ∂L/∂y / D over all windows that contain m
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, [N, C, OH, OW].
  ///   - x: [N, C, H, W]; its values do not matter.
  ///   - size: As given to the forward pass.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - countsPadding: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    size: Int,
    stride: Int? = nil,
    padding: Int = 0,
    countsPadding: Bool = true
  ) throws -> Tensor {
    try backward(
      upstream,
      x,
      size: Extent2D(size),
      stride: stride.map { Extent2D($0) },
      padding: Extent2D(padding),
      countsPadding: countsPadding
    )
  }

  /// The gradient with respect to the input, with settings for each axis.
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, [N, C, OH, OW].
  ///   - x: [N, C, H, W]; its values do not matter.
  ///   - size: As given to the forward pass.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  ///   - countsPadding: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    size: Extent2D,
    stride: Extent2D? = nil,
    padding: Extent2D = 0,
    countsPadding: Bool = true
  ) throws -> Tensor {
    let window = try poolingWindow(x, size, stride, padding, in: "AveragePool2D.backward")
    try requireShape(upstream, window.poolingOutput, "upstream", in: "AveragePool2D.backward")
    let shape = window.poolingShape
    // With D the divisor of the place:
    //
    // ∂y/∂x[m] = 1/D for every m in the window
    // ∂L/∂x[m] = Σ g/D over all windows that contain m        (windows may overlap)
    let g = try upstream.reshaped([shape[0], 1, shape[2]] as Shape)  // [NC, 1, P]
    return window.folded(try (g / divisor(window, countsPadding)).broadcast(to: shape))
  }

  /// D, for each place if it is not the same for all: [P] or [].
  private static func divisor(_ window: Window2D, _ countsPadding: Bool) throws -> Tensor {
    countsPadding ? Tensor(Double(window.size)) : try window.entriesSeen()
  }
}
