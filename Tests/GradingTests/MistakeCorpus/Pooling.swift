import Grading
import ReferenceLayers
import Tensors

/// The maximum of each window of x: [N, C, H, W]; of equal ones, the first gets the gradient.
enum MaxPoolCorpus {
  static let operation = CorpusOperation(
    name: "max pool",
    exercise: Exercise(
      .differentiable,
      axes: PoolingWindows.axes,
      inputs: PoolingWindows.inputs,
      edges: [
        .edge("ties") {
          $0[tensor: "x"] = try Tensor(
            shape: [1, 1, 4, 4],
            [1, 1, 2, 0, 1, 1, 0, 2, 3, -1, 0, 0, -1, 3, 0, 0]
          )
        },
        .edge("overlapping windows") { $0["stride"] = .integer(1) },
        .edge("windows of three", sizes: ["N": 1]) { $0["size"] = .integer(3) },
        .edge("negative inputs") { $0[tensor: "x"] = -abs($0[tensor: "x"]) - 0.5 },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative("loops in backward", backward { g, x, windows in windows.toFirst(g, x) }),
      Alternative(
        "the places of the maxima cached",
        Implementation(
          forward: { (x: Tensor, size: Int, stride: Int) in
            let windows = PoolingWindows(x, size, stride)
            let winners = windows.winners(x)
            return (try windows.output(winners.map { x.scalars[$0] }), (winners, x.shape))
          },
          backward: { (g: Tensor, cache: (winners: [Int], shape: [Int])) in
            var gradient = try Tensor.zeros(cache.shape).scalars
            for (k, winner) in cache.winners.enumerated() { gradient[winner] += g.scalars[k] }
            return try Tensor(shape: cache.shape, gradient)
          }
        )
      ),
    ],
    wrong: [
      Wrong(
        "all ties get the gradient",
        expected: [.maskOnly],
        backward { g, x, windows in
          try windows.gradient(x) { k, window, gradient in
            let top = window.map { x.scalars[$0] }.max()
            for i in window where x.scalars[i] == top {
              gradient[i] += g.scalars[k]  // wrong on purpose
            }
          }
        }
      ),
      Wrong(
        "overlap overwritten",
        expected: [.overwritten],
        backward { g, x, windows in
          let winners = windows.winners(x)
          return try windows.gradient(x) { k, _, gradient in
            gradient[winners[k]] = g.scalars[k]  // wrong on purpose: =
          }
        }
      ),
      Wrong(
        "spread evenly, as by an average",
        expected: [.otherFunction],
        backward { g, x, windows in  // wrong on purpose
          try AveragePool2D.backward(g, x, size: windows.size, stride: windows.stride)
        }
      ),
      Wrong(
        "everyone in the window gets all of it",
        expected: [.otherFunction],
        backward { g, x, windows in  // wrong on purpose
          try windows.gradient(x) { k, window, gradient in
            for i in window { gradient[i] += g.scalars[k] }
          }
        }
      ),
      Wrong(
        "upstream ignored",
        expected: [.upstreamIgnored],
        backward { g, x, windows in windows.toFirst(.ones(like: g), x) }  // wrong on purpose
      ),
      Wrong(
        "the first entry of each window",
        expected: [],
        backward { g, x, windows in
          try windows.gradient(x) { k, window, gradient in
            gradient[window[0]] += g.scalars[k]  // wrong on purpose
          }
        }
      ),
      Wrong(
        "times the maximum",
        expected: [],
        backward { g, x, windows in  // wrong on purpose
          let winners = windows.winners(x)
          return try windows.gradient(x) { k, _, gradient in
            gradient[winners[k]] += g.scalars[k] * x.scalars[winners[k]]
          }
        }
      ),
      Wrong(
        "the largest so far starts at 0",
        expected: [.maskOnly, .otherFunction],
        Implementation(
          forward: { (x: Tensor, size: Int, stride: Int) in
            // wrong on purpose: should start at −∞
            maximum(try MaxPool2D.forward(x, size: size, stride: stride), 0)
          },
          backward: { (g: Tensor, x: Tensor, size: Int, stride: Int) in
            try MaxPool2D.backward(g, x, size: size, stride: stride)
          }
        )
      ),
      Wrong(
        "the minimum",
        expected: [.otherFunction],
        Implementation(
          forward: { (x: Tensor, size: Int, stride: Int) in
            -(try MaxPool2D.forward(-x, size: size, stride: stride))  // wrong on purpose
          },
          backward: { (g: Tensor, x: Tensor, size: Int, stride: Int) in
            try MaxPool2D.backward(g, -x, size: size, stride: stride)
          }
        )
      ),
    ],
    garbage: [Garbage.shuffle("x", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, size: Int, stride: Int) in
      try MaxPool2D.forward(x, size: size, stride: stride)
    },
    backward: { (g: Tensor, x: Tensor, size: Int, stride: Int) in
      try MaxPool2D.backward(g, x, size: size, stride: stride)
    }
  )

  private static func backward(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ x: Tensor, _ windows: PoolingWindows) throws ->
      Tensor
  ) -> Implementation {
    reference.replacingBackward { (g: Tensor, x: Tensor, size: Int, stride: Int) in
      try backward(g, x, PoolingWindows(x, size, stride))
    }
  }
}

/// The mean of each window of x: [N, C, H, W].
enum AveragePoolCorpus {
  static let operation = CorpusOperation(
    name: "average pool",
    exercise: Exercise(
      .differentiable,
      axes: PoolingWindows.axes,
      inputs: PoolingWindows.inputs,
      edges: [
        .edge("overlapping windows") { $0["stride"] = .integer(1) },
        .edge("windows of three", sizes: ["N": 1]) { $0["size"] = .integer(3) },
      ],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative(
        "loops in backward",
        backward { g, x, windows in
          try windows.gradient(x) { k, window, gradient in
            for i in window { gradient[i] += g.scalars[k] / Double(window.count) }
          }
        }
      )
    ],
    wrong: [
      Wrong(
        "divisor forgotten in backward",
        expected: [.scaled, .otherFunction],
        backward { g, x, windows in  // wrong on purpose
          try average(g * (windows.size * windows.size), x, windows)
        }
      ),
      Wrong(
        "divided by the side of the window",
        expected: [.scaled],
        backward { g, x, windows in try average(g * windows.size, x, windows) }  // wrong on purpose
      ),
      Wrong(
        "divided twice",
        expected: [.scaled],
        backward { g, x, windows in  // wrong on purpose
          try average(g / (windows.size * windows.size), x, windows)
        }
      ),
      Wrong(
        "overlap overwritten",
        expected: [.overwritten],
        backward { g, x, windows in
          try windows.gradient(x) { k, window, gradient in
            for i in window {
              gradient[i] = g.scalars[k] / Double(window.count)  // wrong on purpose: =
            }
          }
        }
      ),
      Wrong(
        "upstream ignored",
        expected: [.upstreamIgnored],
        backward { g, x, windows in try average(.ones(like: g), x, windows) }  // wrong on purpose
      ),
      Wrong(
        "to the largest only, as by a maximum",
        expected: [.otherFunction],
        backward { g, x, windows in windows.toFirst(g, x) }  // wrong on purpose
      ),
      Wrong(
        "the sum in forward and backward",
        expected: [.forwardScaled, .otherFunction, .scaled],
        Implementation(
          forward: { (x: Tensor, size: Int, stride: Int) in  // wrong on purpose
            try AveragePool2D.forward(x, size: size, stride: stride) * (size * size)
          },
          backward: { (g: Tensor, x: Tensor, size: Int, stride: Int) in
            try AveragePool2D.backward(g * (size * size), x, size: size, stride: stride)
          }
        )
      ),
    ],
    garbage: [Garbage.noise("x", in: reference)]
  )

  static let reference = Implementation(
    forward: { (x: Tensor, size: Int, stride: Int) in
      try AveragePool2D.forward(x, size: size, stride: stride)
    },
    backward: { (g: Tensor, x: Tensor, size: Int, stride: Int) in
      try AveragePool2D.backward(g, x, size: size, stride: stride)
    }
  )

  @Sendable private static func average(
    _ upstream: Tensor,
    _ x: Tensor,
    _ windows: PoolingWindows
  ) throws -> Tensor {
    try AveragePool2D.backward(upstream, x, size: windows.size, stride: windows.stride)
  }

  private static func backward(
    _ backward:
      @escaping @Sendable (_ upstream: Tensor, _ x: Tensor, _ windows: PoolingWindows) throws ->
      Tensor
  ) -> Implementation {
    reference.replacingBackward { (g: Tensor, x: Tensor, size: Int, stride: Int) in
      try backward(g, x, PoolingWindows(x, size, stride))
    }
  }
}

/// The windows of a pooling layer, each as positions in x in row-major order.
struct PoolingWindows: Sendable {
  static let axes: [Exercise.Axis] = [
    .axis("N", "batch size", 2, role: .batch), .axis("C", "number of channels", 1),
    .axis("H", "height", 4),
    .axis("W", "width", 5),
  ]
  static let inputs: [Exercise.Input] = [
    .tensor("x", "N", "C", "H", "W"), .made("size") { _, _ in 2 }, .made("stride") { _, _ in 2 },
  ]

  let size: Int
  let stride: Int
  let shape: [Int]
  let windows: [[Int]]

  init(_ x: Tensor, _ size: Int, _ stride: Int) {
    (self.size, self.stride) = (size, stride)
    let (height, width) = (x.shape[2], x.shape[3])
    shape = [x.shape[0], x.shape[1], (height - size) / stride + 1, (width - size) / stride + 1]
    var windows: [[Int]] = []
    for plane in 0..<x.shape[0] * x.shape[1] {
      for oy in 0..<shape[2] {
        for ox in 0..<shape[3] {
          let corner = (plane * height + oy * stride) * width + ox * stride
          windows.append((0..<size * size).map { corner + $0 / size * width + $0 % size })
        }
      }
    }
    self.windows = windows
  }

  /// The position in x of the first maximum of each window.
  func winners(_ x: Tensor) -> [Int] {
    windows.map { window in
      var best = window[0]
      for i in window where x.scalars[i] > x.scalars[best] { best = i }
      return best
    }
  }

  func output(_ scalars: [Double]) throws -> Tensor { try Tensor(shape: shape, scalars) }

  /// A gradient of x filled in window by window.
  func gradient(
    _ x: Tensor,
    _ fill: (_ k: Int, _ window: [Int], _ gradient: inout [Double]) -> Void
  ) throws -> Tensor {
    var gradient = x.scalars.map { _ in 0.0 }
    for (k, window) in windows.enumerated() { fill(k, window, &gradient) }
    return try Tensor(shape: x.shape, gradient)
  }

  /// The gradient of the maximum, to the first of those that tie.
  func toFirst(_ upstream: Tensor, _ x: Tensor) -> Tensor {
    var gradient = x.scalars.map { _ in 0.0 }
    for (k, winner) in winners(x).enumerated() { gradient[winner] += upstream.scalars[k] }
    return Tensor(unchecked: x.shape, gradient)
  }
}
