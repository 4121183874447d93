import Tensors

/// A rectangle that slides over the last two axes of a batch of images.
///
///     output = ⌊(input + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1        on each axis
///
/// Convolution and pooling are matrix work on the columns that it cuts out: each column holds what the
/// window sees at one place.
struct Window2D {
  let kernel: Extent2D
  let stride: Extent2D
  let padding: Extent2D
  let dilation: Extent2D
  /// N, C, H, W.
  private(set) var input: Shape
  /// The number of places on each axis.
  let places: Extent2D

  /// The window over images x.
  init(
    _ x: Tensor,
    kernel: Extent2D,
    stride: Extent2D,
    padding: Extent2D,
    dilation: Extent2D = 1,
    in operation: String
  ) throws {
    try requireRank(x, ["N", "C", "H", "W"], "x", in: operation)
    try self.init(
      over: x.sizes,
      kernel: kernel,
      stride: stride,
      padding: padding,
      dilation: dilation,
      in: operation
    )
  }

  /// The window over images of a shape N, C, H, W.
  init(
    over images: Shape,
    kernel: Extent2D,
    stride: Extent2D,
    padding: Extent2D,
    dilation: Extent2D,
    in operation: String
  ) throws {
    try require(stride, "stride", atLeast: 1, in: operation)
    try require(padding, "padding", atLeast: 0, in: operation)
    try require(dilation, "dilation", atLeast: 1, in: operation)
    try require(kernel, "kernel", atLeast: 1, in: operation)
    let room = Extent2D(
      height: images[2] + 2 * padding.height - dilation.height * (kernel.height - 1) - 1,
      width: images[3] + 2 * padding.width - dilation.width * (kernel.width - 1) - 1
    )
    let fits = room.height >= 0 && room.width >= 0
    try requireShape(fits, images.sizes, "x", in: operation) {
      "[N, C, H, W], H at least \(images[2] - room.height) and W at least "
        + "\(images[3] - room.width) (the reach of the window less the padding)"
    }
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    input = images
    places = Extent2D(
      height: room.height / stride.height + 1,
      width: room.width / stride.width + 1
    )
  }

  /// How many entries of the image the window sees at each place, [OH · OW].
  func entriesSeen() throws -> Tensor {
    var window = self
    window.input[0] = 1
    window.input[1] = 1
    let ones = try Tensor.ones(window.input.sizes)
    return try window.columns(ones).reshaped([size, places.height * places.width]).sum(axis: 0)
  }

  /// The same window over a single image.
  var overOneImage: Window2D {
    var window = self
    window.input[0] = 1
    return window
  }

  /// The number of positions in the window.
  var size: Int { kernel.height * kernel.width }

  /// The entries under the window at each place, [N, C · KH · KW, OH · OW]; padding is 0.
  func columns(_ x: Tensor) -> Tensor {
    let shape: Shape = [input[0], input[1] * size, places.height * places.width]
    let count = shape.product
    let step = stride.width
    let scalars = [Double](unsafeUninitializedCapacity: count) { target, initialized in
      x.scalars.withUnsafeBufferPointer { source in
        // Only windows that reach beyond the image leave places without a pixel.
        if padding != 0 { target.initialize(repeating: 0) }
        forEachRow { image, column, _, first, end in
          if step == 1 {
            for i in first..<end { target[column &+ i] = source[image &+ i] }
          } else {
            // Rows of places are short: what a loop by vectors has to ask first takes longer than these.
            var i = first
            while i &+ 2 <= end {
              target[column &+ i] = source[image &+ i &* step]
              target[column &+ i &+ 1] = source[image &+ (i &+ 1) &* step]
              i &+= 2
            }
            if i < end { target[column &+ i] = source[image &+ i &* step] }
          }
        }
      }
      initialized = count
    }
    return Tensor(unchecked: shape, scalars)
  }

  /// The largest entry under the window at each place, [N, C, OH, OW]; padding is never the largest.
  func largest(_ x: Tensor) -> Tensor {
    let shape: Shape = [input[0], input[1], places.height, places.width]
    let count = shape.product
    let step = stride.width
    let scalars = [Double](unsafeUninitializedCapacity: count) { target, initialized in
      target.initialize(repeating: -.infinity)
      x.scalars.withUnsafeBufferPointer { source in
        forEachRow { image, _, place, first, end in
          var i = first
          while i &+ 2 <= end {
            let seen = SIMD2(source[image &+ i &* step], source[image &+ (i &+ 1) &* step])
            let best = SIMD2(target[place &+ i], target[place &+ i &+ 1])
            // NaN is the largest of all, as it is to `Tensor.max`.
            let result = best.replacing(with: seen, where: .!(best .> seen) .& (best .== best))
            target[place &+ i] = result[0]
            target[place &+ i &+ 1] = result[1]
            i &+= 2
          }
          if i < end { target[place &+ i] = larger(target[place &+ i], source[image &+ i &* step]) }
        }
      }
      initialized = count
    }
    return Tensor(unchecked: shape, scalars)
  }

  /// Adds a value for each place to the pixel that is the first of the largest there.
  func addedToLargest(_ x: Tensor, _ values: Tensor) -> Tensor {
    var winners = Array(repeating: -1, count: values.count)
    var result = Array(repeating: 0.0, count: input.product)
    let step = stride.width
    x.scalars.withUnsafeBufferPointer { source in
      winners.withUnsafeMutableBufferPointer { winners in
        forEachRow { image, _, place, first, end in
          for i in first..<end {
            let (pixel, winner) = (image &+ i &* step, winners[place &+ i])
            guard winner >= 0 else {
              winners[place &+ i] = pixel
              continue
            }
            let (seen, best) = (source[pixel], source[winner])
            winners[place &+ i] = seen > best || (seen.isNaN && !best.isNaN) ? pixel : winner
          }
        }
      }
    }
    for (place, winner) in winners.enumerated() { result[winner] += values.scalars[place] }
    return Tensor(unchecked: input, result)
  }

  /// The transpose of `columns(_:)`: every value is added back to the pixel it was seen at.
  func folded(_ columns: Tensor) -> Tensor {
    var result = Array(repeating: 0.0, count: input.product)
    let step = stride.width
    columns.scalars.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        forEachRow { image, column, _, first, end in
          if step == 1 {
            for i in first..<end { target[image &+ i] += source[column &+ i] }
          } else {
            for i in first..<end { target[image &+ i &* step] += source[column &+ i] }
          }
        }
      }
    }
    return Tensor(unchecked: input, result)
  }

  /// Calls `body` for every row of places of every entry of the window, as far as it lies inside the image.
  ///
  /// Place i of the row, `first` ≤ i < `end`, has its value at `column + i` in the columns, its pixel at
  /// `image + i · stride.width`, and is number `place + i` of all places of all channels.
  @inline(__always)
  private func forEachRow(
    _ body: (_ image: Int, _ column: Int, _ place: Int, _ first: Int, _ end: Int) -> Void
  ) {
    let (height, width) = (input[2], input[3])
    var column = 0
    for plane in 0..<input[0] * input[1] {
      let start = plane &* places.height &* places.width
      for ky in 0..<kernel.height {
        for kx in 0..<kernel.width {
          let offset = kx &* dilation.width &- padding.width
          let (first, end) = placesInside(width, offset)
          for row in 0..<places.height {
            let y = row &* stride.height &+ ky &* dilation.height &- padding.height
            if y >= 0, y < height, first < end {
              let place = start &+ row &* places.width
              body((plane &* height &+ y) &* width &+ offset, column, place, first, end)
            }
            column &+= places.width
          }
        }
      }
    }
  }

  /// The places i whose pixel i · stride.width + offset lies in 0 ..< width.
  @inline(__always)
  private func placesInside(_ width: Int, _ offset: Int) -> (first: Int, end: Int) {
    // Without padding that is all, and no division has to tell.
    guard padding.width > 0 else { return (0, places.width) }
    let step = stride.width
    let first = offset >= 0 ? 0 : min(places.width, (-offset + step - 1) / step)
    let end = min(places.width, offset < width ? (width - 1 - offset) / step + 1 : 0)
    return (first, end)
  }
}
