import Tensors

/// A rectangle that slides over the last two axes of a batch of images.
///
///     output = ⌊(input + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1        on each axis
///
/// Convolution and pooling are matrix work on the columns that it cuts out: each column holds what the
/// window sees at one place.
struct Window2D {
  let kernel: (height: Int, width: Int)
  let stride: Int
  let padding: Int
  let dilation: Int
  /// N, C, H, W.
  private(set) var input: [Int]
  /// The number of places on each axis.
  let places: (height: Int, width: Int)

  init(
    _ x: Tensor,
    kernel: (height: Int, width: Int),
    stride: Int,
    padding: Int,
    dilation: Int = 1,
    in operation: String
  ) throws {
    try requireRank(x, ["N", "C", "H", "W"], "x", in: operation)
    try require(stride >= 1, "stride", stride, "at least 1", in: operation)
    try require(padding >= 0, "padding", padding, "at least 0", in: operation)
    try require(dilation >= 1, "dilation", dilation, "at least 1", in: operation)
    try require(kernel.height >= 1, "kernel height", kernel.height, "at least 1", in: operation)
    try require(kernel.width >= 1, "kernel width", kernel.width, "at least 1", in: operation)
    let room = (
      height: x.shape[2] + 2 * padding - dilation * (kernel.height - 1) - 1,
      width: x.shape[3] + 2 * padding - dilation * (kernel.width - 1) - 1
    )
    guard room.height >= 0, room.width >= 0 else {
      throw LayerError.wrongShape(
        operation: operation,
        argument: "x",
        expected: "[N, C, H, W], H at least \(x.shape[2] - room.height) and W at least "
          + "\(x.shape[3] - room.width) (the reach of the window less the padding)",
        actual: x.shape
      )
    }
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    input = x.shape
    places = (room.height / stride + 1, room.width / stride + 1)
  }

  /// The same window over a single image.
  var overOneImage: Window2D {
    var window = self
    window.input[0] = 1
    return window
  }

  /// The number of positions in the window.
  var size: Int { kernel.height * kernel.width }

  /// What the window sees: [N, C · KH · KW, OH · OW], with a value for what lies outside the image.
  func columns(_ x: Tensor, outside: Double = 0) -> Tensor {
    let shape = [input[0], input[1] * size, places.height * places.width]
    var result = Array(repeating: outside, count: shape.reduce(1, *))
    x.scalars.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        forEachRun { image, column, count, step in
          if step == 1 {
            for i in 0..<count { target[column &+ i] = source[image &+ i] }
          } else {
            for i in 0..<count { target[column &+ i] = source[image &+ i &* step] }
          }
        }
      }
    }
    return Tensor(unchecked: shape, result)
  }

  /// The transpose of `columns(_:outside:)`: every value is added back to the pixel it was seen at.
  func folded(_ columns: Tensor) -> Tensor {
    var result = Array(repeating: 0.0, count: input.reduce(1, *))
    columns.scalars.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        forEachRun { image, column, count, step in
          if step == 1 {
            for i in 0..<count { target[image &+ i] += source[column &+ i] }
          } else {
            for i in 0..<count { target[image &+ i &* step] += source[column &+ i] }
          }
        }
      }
    }
    return Tensor(unchecked: input, result)
  }

  /// Calls `body` for every run of places in one row of the output that lies inside the image.
  ///
  /// A run is described by where it starts in the image and in the columns, its length, and the distance
  /// of its pixels in the image (1 in the columns).
  @inline(__always)
  private func forEachRun(
    _ body: (_ image: Int, _ column: Int, _ count: Int, _ step: Int) -> Void
  ) {
    let (height, width) = (input[2], input[3])
    var column = 0
    for plane in 0..<input[0] * input[1] {
      for ky in 0..<kernel.height {
        for kx in 0..<kernel.width {
          // The places ox whose pixel x = ox·stride + offset lies in 0 ..< width.
          let offset = kx * dilation - padding
          let first = offset >= 0 ? 0 : (-offset + stride - 1) / stride
          let end = min(places.width, offset < width ? (width - 1 - offset) / stride + 1 : 0)
          for oy in 0..<places.height {
            let y = oy * stride + ky * dilation - padding
            if y >= 0, y < height, first < end {
              let image = (plane * height + y) * width + first * stride + offset
              body(image, column + first, end - first, stride)
            }
            column += places.width
          }
        }
      }
    }
  }
}
