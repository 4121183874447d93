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
  private(set) var input: Shape
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
      height: x.sizes[2] + 2 * padding - dilation * (kernel.height - 1) - 1,
      width: x.sizes[3] + 2 * padding - dilation * (kernel.width - 1) - 1
    )
    let fits = room.height >= 0 && room.width >= 0
    try requireShape(fits, x.shape, "x", in: operation) {
      "[N, C, H, W], H at least \(x.sizes[2] - room.height) and W at least "
        + "\(x.sizes[3] - room.width) (the reach of the window less the padding)"
    }
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    input = x.sizes
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

  /// The entries under the window at each place, [N, C · KH · KW, OH · OW]; `outside` stands for padding.
  func columns(_ x: Tensor, outside: Double = 0) -> Tensor {
    let shape: Shape = [input[0], input[1] * size, places.height * places.width]
    let count = shape.product
    let scalars = [Double](unsafeUninitializedCapacity: count) { target, initialized in
      x.scalars.withUnsafeBufferPointer { source in
        // Only windows that reach beyond the image leave places without a pixel.
        if padding > 0 { target.initialize(repeating: outside) }
        forEachRow { image, column, inside in
          if stride == 1 {
            for i in inside { target[column &+ i] = source[image &+ i] }
          } else {
            for i in inside { target[column &+ i] = source[image &+ i &* stride] }
          }
        }
      }
      initialized = count
    }
    return Tensor(unchecked: shape, scalars)
  }

  /// The transpose of `columns(_:outside:)`: every value is added back to the pixel it was seen at.
  func folded(_ columns: Tensor) -> Tensor {
    var result = Array(repeating: 0.0, count: input.product)
    columns.scalars.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        forEachRow { image, column, inside in
          if stride == 1 {
            for i in inside { target[image &+ i] += source[column &+ i] }
          } else {
            for i in inside { target[image &+ i &* stride] += source[column &+ i] }
          }
        }
      }
    }
    return Tensor(unchecked: input, result)
  }

  /// Calls `body` for every row of places of every entry of the window.
  ///
  /// Place i of the row has its value at `column + i` in the columns. If it is one of the places `inside` the
  /// image, its pixel is at `image + i · stride`.
  @inline(__always)
  private func forEachRow(_ body: (_ image: Int, _ column: Int, _ inside: Range<Int>) -> Void) {
    let (height, width) = (input[2], input[3])
    var column = 0
    for plane in 0..<input[0] * input[1] {
      for ky in 0..<kernel.height {
        for kx in 0..<kernel.width {
          // The places i whose pixel i · stride + offset lies in 0 ..< width.
          let offset = kx * dilation - padding
          let first = offset >= 0 ? 0 : min(places.width, (-offset + stride - 1) / stride)
          let end = min(places.width, offset < width ? (width - 1 - offset) / stride + 1 : 0)
          for row in 0..<places.height {
            let y = row * stride + ky * dilation - padding
            let image = (plane * height + y) * width + offset
            body(image, column, (0..<height).contains(y) && first < end ? first..<end : 0..<0)
            column += places.width
          }
        }
      }
    }
  }
}
