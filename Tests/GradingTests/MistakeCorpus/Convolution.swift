import Grading
import ReferenceLayers
import Tensors

/// A convolution of x: [N, C, H, W] with a weight [F, C, 3, 2] and a bias [F].
enum ConvolutionCorpus {
  static let operation = CorpusOperation(
    name: "convolution",
    exercise: Exercise(
      .differentiable,
      axes: [
        .axis("N", "batch size", 2, role: .batch), .axis("C", "number of channels", 1),
        .axis("F", "number of filters", 3), .axis("H", "height", 4), .axis("W", "width", 5),
      ],
      inputs: [
        .tensor("x", "N", "C", "H", "W"), .tensor("weight", "F", "C", "3", "2"),
        .tensor("bias", "F"), .made("stride") { _, _ in 1 }, .made("padding") { _, _ in 1 },
      ],
      edges: [
        .edge("stride 2") { $0["stride"] = .integer(2) },
        .edge("two channels, one image, no padding", sizes: ["N": 1, "C": 2]) {
          $0["padding"] = .integer(0)
        },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "loops in backward",
        backward { _, g, x, weight, loops in
          loops.backward(g, x, weight)
        }
      ),
      Alternative(
        "loops in forward",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Tensor, stride: Int, padding: Int) in
            try ConvolutionLoops(x, weight, stride, padding).forward(x, weight, bias)
          },
          backward: { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor, s: Int, p: Int) in
            try Conv2D.backward(g, x, weight: weight, bias: bias, stride: s, padding: p)
          }
        )
      ),
    ],
    wrong: wrong,
    garbage: [Garbage.shuffle("x", in: reference), Garbage.factors("weight", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, weight: Tensor, bias: Tensor, stride: Int, padding: Int) in
      try Conv2D.forward(x, weight: weight, bias: bias, stride: stride, padding: padding)
    },
    backward: { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor, stride: Int, padding: Int) in
      try Conv2D.backward(g, x, weight: weight, bias: bias, stride: stride, padding: padding)
    }
  )

  fileprivate typealias Gradients = (x: Tensor, weight: Tensor, bias: Tensor)

  /// The reference with gradients made from the right ones.
  private static func backward(
    _ backward:
      @escaping @Sendable (
        _ right: Gradients, _ upstream: Tensor, _ x: Tensor, _ weight: Tensor,
        _ loops: ConvolutionLoops
      ) throws -> Gradients
  ) -> Implementation {
    reference.replacingBackward {
      (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor, stride: Int, padding: Int) in
      let right = try Conv2D.backward(
        g,
        x,
        weight: weight,
        bias: bias,
        stride: stride,
        padding: padding
      )
      return try backward(right, g, x, weight, ConvolutionLoops(x, weight, stride, padding))
    }
  }

  private static let wrong: [Wrong] = [
    Wrong(
      "kernel flipped in the gradient of x",
      expected: [],
      backward { right, g, x, weight, loops in  // wrong on purpose
        (loops.backward(g, x, loops.flipped(weight)).x, right.weight, right.bias)
      }
    ),
    Wrong(
      "kernel flipped in forward and backward, as in mathematics",
      expected: [.otherFunction],
      Implementation(
        forward: { (x: Tensor, weight: Tensor, bias: Tensor, stride: Int, padding: Int) in
          let loops = ConvolutionLoops(x, weight, stride, padding)  // wrong on purpose
          return try Conv2D.forward(
            x,
            weight: loops.flipped(weight),
            bias: bias,
            stride: stride,
            padding: padding
          )
        },
        backward: {
          (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor, stride: Int, padding: Int) in
          let loops = ConvolutionLoops(x, weight, stride, padding)
          let gradients = loops.backward(g, x, loops.flipped(weight))
          return (x: gradients.x, weight: loops.flipped(gradients.weight), bias: gradients.bias)
        }
      )
    ),
    Wrong(
      "stride ignored in backward",
      expected: [],
      backward { right, g, x, weight, loops in  // wrong on purpose
        let dense = loops.backward(g, x, weight, ignoringStride: true)
        return (dense.x, dense.weight, right.bias)
      }
    ),
    Wrong(
      "padding not cropped",
      expected: [],
      backward { right, _, x, _, loops in  // wrong on purpose
        let p = loops.padding
        let shape = [x.shape[0], x.shape[1], x.shape[2] + 2 * p, x.shape[3] + 2 * p]
        var padded = try Tensor.zeros(shape)
        for n in 0..<shape[0] {
          for c in 0..<shape[1] {
            for h in 0..<x.shape[2] {
              for w in 0..<x.shape[3] { padded[n, c, h + p, w + p] = right.x[n, c, h, w] }
            }
          }
        }
        return (padded, right.weight, right.bias)
      }
    ),
    Wrong(
      "cropped at the wrong corner",
      expected: [],
      backward { right, g, x, weight, loops in  // wrong on purpose
        (loops.backward(g, x, weight, shift: loops.padding).x, right.weight, right.bias)
      }
    ),
    Wrong(
      "bias summed over the batch only",
      expected: [.notSummed, .wrongAxis],
      backward { right, g, _, _, _ in
        (right.x, right.weight, try g.sum(axis: 0))  // wrong on purpose
      }
    ),
    Wrong(
      "bias averaged over batch and places",
      expected: [.scaled],
      backward { right, g, _, _, _ in
        (right.x, right.weight, try g.mean(axes: [0, 2, 3]))  // wrong on purpose
      }
    ),
    Wrong(
      "bias averaged over the batch",
      expected: [.scaled],
      backward { right, g, _, _, _ in
        (right.x, right.weight, right.bias / g.shape[0])  // wrong on purpose
      }
    ),
    Wrong(
      "bias counts places",
      expected: [.upstreamIgnored],
      backward { right, g, _, _, _ in
        // wrong on purpose
        (right.x, right.weight, try Tensor.ones(like: g).sum(axes: [0, 2, 3]))
      }
    ),
    Wrong(
      "weight from the last image only",
      expected: [.notSummed, .overwritten, .batchOne],
      backward { right, g, x, weight, loops in
        var gradient = right.weight
        for n in 0..<x.shape[0] {  // wrong on purpose: =
          gradient = loops.backward(g, x, weight, images: n..<n + 1).weight
        }
        return (right.x, gradient, right.bias)
      }
    ),
    Wrong(
      "weight averaged over the batch",
      expected: [.scaled],
      backward { right, g, _, _, _ in
        (right.x, right.weight / g.shape[0], right.bias)  // wrong on purpose
      }
    ),
    Wrong(
      "overlapping windows overwrite each other",
      expected: [.overwritten],
      backward { right, g, x, weight, loops in  // wrong on purpose
        (loops.overwriting(g, x, weight), right.weight, right.bias)
      }
    ),
    Wrong(
      "upstream ignored in the weight",
      expected: [.upstreamIgnored],
      backward { right, g, x, weight, loops in  // wrong on purpose
        (right.x, loops.backward(Tensor.ones(like: g), x, weight).weight, right.bias)
      }
    ),
    Wrong(
      "bias forgotten in forward",
      expected: [.forwardOffset, .missingTerm],
      Implementation(
        forward: { (x: Tensor, weight: Tensor, bias: Tensor, stride: Int, padding: Int) in
          try Conv2D.forward(
            x,
            weight: weight,
            bias: Tensor.zeros(like: bias),  // wrong on purpose
            stride: stride,
            padding: padding
          )
        },
        backward: { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor, s: Int, p: Int) in
          try Conv2D.backward(g, x, weight: weight, bias: bias, stride: s, padding: p)
        }
      )
    ),
  ]
}

/// A convolution written with loops, and the ways in which these go wrong.
private struct ConvolutionLoops {
  let stride: Int
  let padding: Int
  let (items, channels, height, width): (Int, Int, Int, Int)
  let (filters, kernelHeight, kernelWidth): (Int, Int, Int)

  init(_ x: Tensor, _ weight: Tensor, _ stride: Int, _ padding: Int) {
    (self.stride, self.padding) = (stride, padding)
    (items, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    (filters, kernelHeight, kernelWidth) = (weight.shape[0], weight.shape[2], weight.shape[3])
  }

  var outputHeight: Int { (height + 2 * padding - kernelHeight) / stride + 1 }
  var outputWidth: Int { (width + 2 * padding - kernelWidth) / stride + 1 }

  /// Calls for every product in the sums, place by place, with positions in x, in the weight, in y.
  private func forEach(
    images: Range<Int>? = nil,
    step: Int? = nil,
    shift: Int = 0,
    _ body: (_ x: Int, _ weight: Int, _ y: Int) -> Void
  ) {
    let step = step ?? stride
    for n in images ?? 0..<items {
      for oy in 0..<outputHeight {
        for ox in 0..<outputWidth {
          for c in 0..<channels {
            for ky in 0..<kernelHeight {
              for kx in 0..<kernelWidth {
                let iy = oy * step + ky - padding + shift
                let ix = ox * step + kx - padding + shift
                guard iy >= 0, iy < height, ix >= 0, ix < width else { continue }
                for f in 0..<filters {
                  body(
                    ((n * channels + c) * height + iy) * width + ix,
                    ((f * channels + c) * kernelHeight + ky) * kernelWidth + kx,
                    ((n * filters + f) * outputHeight + oy) * outputWidth + ox
                  )
                }
              }
            }
          }
        }
      }
    }
  }

  func forward(_ x: Tensor, _ weight: Tensor, _ bias: Tensor) throws -> Tensor {
    let (x, weight) = (x.scalars, weight.scalars)
    let places = outputHeight * outputWidth
    var y = (0..<items * filters * places).map { bias.scalars[$0 / places % filters] }
    forEach { y[$2] += x[$0] * weight[$1] }
    return try Tensor(shape: [items, filters, outputHeight, outputWidth], y)
  }

  func backward(
    _ upstream: Tensor,
    _ x: Tensor,
    _ weight: Tensor,
    images: Range<Int>? = nil,
    ignoringStride: Bool = false,
    shift: Int = 0
  ) -> ConvolutionCorpus.Gradients {
    let (g, values, weights) = (upstream.scalars, x.scalars, weight.scalars)
    var (xGradient, weightGradient) = (values.map { _ in 0.0 }, weights.map { _ in 0.0 })
    forEach(images: images, step: ignoringStride ? 1 : nil, shift: shift) { x, weight, y in
      xGradient[x] += weights[weight] * g[y]
      weightGradient[weight] += values[x] * g[y]
    }
    var bias = Array(repeating: 0.0, count: filters)
    let places = outputHeight * outputWidth
    for (position, g) in g.enumerated() { bias[position / places % filters] += g }
    return (
      x: Tensor(xGradient, like: x), weight: Tensor(weightGradient, like: weight),
      bias: Tensor(bias)
    )
  }

  /// The gradient of x with the contribution of each window assigned instead of added.
  func overwriting(_ upstream: Tensor, _ x: Tensor, _ weight: Tensor) -> Tensor {
    let (g, weights) = (upstream.scalars, weight.scalars)
    var gradient = x.scalars.map { _ in 0.0 }
    let places = outputHeight * outputWidth
    forEach { x, weight, y in
      let isFirstFilter = y / places % filters == 0
      gradient[x] = (isFirstFilter ? 0 : gradient[x]) + weights[weight] * g[y]
    }
    return Tensor(gradient, like: x)
  }

  /// The kernel turned by 180 degrees.
  func flipped(_ weight: Tensor) -> Tensor {
    let size = kernelHeight * kernelWidth
    let scalars = weight.scalars.indices.map { position in
      weight.scalars[position / size * size + size - 1 - position % size]
    }
    return Tensor(scalars, like: weight)
  }
}

extension Tensor {
  /// A tensor with other numbers in the same shape.
  fileprivate init(_ scalars: [Double], like other: Tensor) {
    self.init(unchecked: other.shape, scalars)
  }
}
