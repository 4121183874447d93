import Tensors

/// Max pooling: the largest value that a sliding window sees.
///
///     y[n, c, i, j] = max_u,v x[n, c, i·s + u − p, j·s + v − p]
///
/// x: [N, C, H, W] → y: [N, C, OH, OW] with OH = ⌊(H + 2p − size)/s⌋ + 1; window size, stride s, padding p
/// (−∞, so that padding never wins), which may differ for the two axes: see ``Extent2D``. Not differentiable at
/// ties, where the first of the largest values, row by row, gets the whole gradient (as in PyTorch); one half
/// for each of two would be as right.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 9.3.
public enum MaxPool2D {
  /// The largest value at every place.
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
    try forward(
      x,
      size: Extent2D(size),
      stride: stride.map { Extent2D($0) },
      padding: Extent2D(padding)
    )
  }

  /// The largest value at every place, with settings for each axis.
  ///
  /// - Parameters:
  ///   - x: [N, C, H, W].
  ///   - size: The height and width of the window, at least 1 each.
  ///   - stride: s, at least 1, for each axis; `nil` is the size, so that windows do not overlap.
  ///   - padding: p, from 0 to half the size, for each axis.
  /// - Returns: y, [N, C, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func forward(
    _ x: Tensor,
    size: Extent2D,
    stride: Extent2D? = nil,
    padding: Extent2D = 0
  ) throws -> Tensor {
    try poolingWindow(x, size, stride, padding, in: "MaxPool2D.forward").largest(x)
  }

  /// The gradient with respect to the input.
  ///
  ///     ∂L/∂x[m] = Σ ∂L/∂y over all windows whose first maximum is at m
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, [N, C, OH, OW].
  ///   - x: [N, C, H, W], as given to the forward pass.
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
    try backward(
      upstream,
      x,
      size: Extent2D(size),
      stride: stride.map { Extent2D($0) },
      padding: Extent2D(padding)
    )
  }

  /// The gradient with respect to the input, with settings for each axis.
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂y, [N, C, OH, OW].
  ///   - x: [N, C, H, W].
  ///   - size: As given to the forward pass.
  ///   - stride: As given to the forward pass.
  ///   - padding: As given to the forward pass.
  /// - Returns: ∂L/∂x, [N, C, H, W].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public static func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    size: Extent2D,
    stride: Extent2D? = nil,
    padding: Extent2D = 0
  ) throws -> Tensor {
    let window = try poolingWindow(x, size, stride, padding, in: "MaxPool2D.backward")
    try requireShape(upstream, window.poolingOutput, "upstream", in: "MaxPool2D.backward")
    // y = x at the place of the maximum, so
    //
    // ∂y/∂x[m] = 1 where m is the (first) maximum of the window, else 0
    // ∂L/∂x[m] = Σ g over all windows whose maximum is at m        (windows may overlap)
    return window.addedToLargest(x, upstream)
  }
}

/// The window of a pooling layer.
func poolingWindow(
  _ x: Tensor,
  _ size: Extent2D,
  _ stride: Extent2D?,
  _ padding: Extent2D,
  in operation: String
) throws -> Window2D {
  try require(size, "size", atLeast: 1, in: operation)
  try requireItems(x, in: operation)
  try require(padding, "padding", in: operation) {
    padding[$0] >= 0 && 2 * padding[$0] <= size[$0]
  } rule: {
    "from 0 to half the size, \(size[$0])"
  }
  return try Window2D(x, kernel: size, stride: stride ?? size, padding: padding, in: operation)
}

extension Window2D {
  /// The columns with each channel on its own: [NC, KK, P].
  var poolingShape: Shape { [input[0] * input[1], size, places.height * places.width] }
  /// [N, C, OH, OW].
  var poolingOutput: Shape { [input[0], input[1], places.height, places.width] }
}
