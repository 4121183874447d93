import Grading
import ReferenceLayers
import Tensors

/// y = x · W + b with x: [N, D], W: [D, M], b: [M].
enum LinearCorpus {
  static let operation = CorpusOperation(
    name: "linear",
    exercise: Exercise(
      .differentiable,
      axes: [
        .axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4),
        .axis("M", "number of outputs", 2),
      ],
      inputs: [.tensor("x", "N", "D"), .tensor("weight", "D", "M"), .tensor("bias", "M")],
      edges: [.sizes("a batch of one", ["N": 1]), .sizes("one output", ["M": 1])],
      student: reference
    ),
    reference: reference,
    right: [
      Alternative("loops", Implementation(forward: loops, backward: loopsBackward)),
      Alternative(
        "a cache",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Tensor) in
            (try x.matmul(weight) + bias, (x, weight))
          },
          backward: { (g: Tensor, cache: (Tensor, Tensor)) in
            (
              x: try g.matmul(cache.1.transposed()),
              weight: try cache.0.transposed().matmul(g),
              bias: try g.sum(axis: 0)
            )
          }
        )
      ),
      Alternative(
        "transposed twice",
        reference.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          (
            bias: try Tensor.ones([g.shape[0]]).matmul(g),
            weight: try g.transposed().matmul(x).transposed(),
            x: try weight.matmul(g.transposed()).transposed()
          )
        }
      ),
    ],
    wrong: wrong,
    garbage: [
      Garbage.noise("weight", in: reference),
      Garbage.shuffle("weight", in: reference),
      Garbage.signs("x", in: reference),
      Garbage.noise(nil, in: reference),
    ]
  )

  static let reference = Implementation(forward: Linear.forward, backward: Linear.backward)

  private typealias Gradients = (x: Tensor, weight: Tensor, bias: Tensor)

  /// The reference with its gradients spoiled, given the upstream gradient, x and the weight.
  private static func spoiled(
    _ spoil:
      @escaping @Sendable (
        _ right: inout Gradients, _ upstream: Tensor, _ x: Tensor, _ weight: Tensor
      ) throws -> Void
  ) -> Implementation {
    reference.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
      var gradients = try Linear.backward(g, x, weight: weight, bias: bias)
      try spoil(&gradients, g, x, weight)
      return gradients
    }
  }

  private static let wrong: [Wrong] = [
    Wrong(
      "bias averaged over the batch",
      expected: [.scaled],
      spoiled { right, g, _, _ in right.bias = try g.mean(axis: 0) }  // wrong on purpose
    ),
    Wrong(
      "bias not summed over the batch",
      expected: [.notSummed],
      spoiled { right, g, _, _ in right.bias = g }  // wrong on purpose
    ),
    Wrong(
      "bias summed over the outputs",
      expected: [.wrongAxis],
      spoiled { right, g, _, _ in right.bias = try g.sum(axis: 1) }  // wrong on purpose
    ),
    Wrong(
      "bias of the first example only",
      expected: [.notSummed, .batchOne],
      spoiled { right, g, _, _ in right.bias = try g.at(0) }  // wrong on purpose
    ),
    Wrong(
      "bias treated as a constant",
      expected: [.zero],
      spoiled { right, _, _, _ in right.bias = .zeros(like: right.bias) }  // wrong on purpose
    ),
    Wrong(
      "bias gradient of one per example",
      expected: [.upstreamIgnored],
      spoiled { right, g, _, _ in  // wrong on purpose
        right.bias = try Tensor.ones(like: g).sum(axis: 0)
      }
    ),
    Wrong(
      "upstream ignored in the weight",
      expected: [.upstreamIgnored],
      spoiled { right, g, x, _ in  // wrong on purpose
        right.weight = try x.transposed().matmul(Tensor.ones(like: g))
      }
    ),
    Wrong(
      "weight averaged over the batch",
      expected: [.scaled],
      spoiled { right, _, x, _ in right.weight /= x.shape[0] }  // wrong on purpose
    ),
    Wrong(
      "weight gradient transposed",
      expected: [.transposed],
      spoiled { right, g, x, _ in right.weight = try g.transposed().matmul(x) }  // wrong on purpose
    ),
    Wrong(
      "weight from the sums of x and of upstream",
      expected: [.batchOne],
      spoiled { right, g, x, _ in  // wrong on purpose
        right.weight = try x.sum(axis: 0).expandingAxis(at: 1) * g.sum(axis: 0)
      }
    ),
    Wrong(
      "weight overwritten by each example",
      expected: [.overwritten, .notSummed, .batchOne],
      spoiled { right, g, x, _ in
        for n in 0..<x.shape[0] {
          right.weight = try x.at(n).expandingAxis(at: 1) * g.at(n)  // wrong on purpose: =
        }
      }
    ),
    Wrong(
      "weight not transposed for x",
      expected: [.transposed],
      spoiled { right, g, _, weight in right.x = try g.matmul(weight) }  // wrong on purpose
    ),
    Wrong(
      "x gradient is the weight's sum over outputs",
      expected: [.upstreamIgnored],
      spoiled { right, _, x, weight in  // wrong on purpose
        right.x = try weight.sum(axis: 1).broadcast(to: x.shape)
      }
    ),
    Wrong(
      "bias forgotten in forward",
      expected: [.forwardOffset, .missingTerm],
      Implementation(
        forward: { (x: Tensor, weight: Tensor, bias: Tensor) in try x.matmul(weight) },
        backward: Linear.backward
      )  // wrong on purpose
    ),
    Wrong(
      "bias subtracted in forward",
      expected: [.forwardOffset, .missingTerm],
      Implementation(
        forward: { (x: Tensor, weight: Tensor, bias: Tensor) in try x.matmul(weight) - bias },
        backward: Linear.backward
      )  // wrong on purpose
    ),
    Wrong(
      "bias averaged and upstream ignored in x",
      expected: [.scaled, .upstreamIgnored],
      spoiled { right, g, _, weight in  // wrong on purpose, twice
        right.bias = try g.mean(axis: 0)
        right.x = try Tensor.ones(like: g).matmul(weight.transposed())
      }
    ),
  ]

  private static func loops(_ x: Tensor, _ weight: Tensor, _ bias: Tensor) throws -> Tensor {
    let (n, d, m) = (x.shape[0], x.shape[1], weight.shape[1])
    var y = try Tensor.zeros([n, m])
    for i in 0..<n {
      for j in 0..<m {
        y[i, j] = bias[j]
        for k in 0..<d { y[i, j] += x[i, k] * weight[k, j] }
      }
    }
    return y
  }

  private static func loopsBackward(
    _ upstream: Tensor,
    _ x: Tensor,
    _ weight: Tensor,
    _ bias: Tensor
  ) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    let (n, d, m) = (x.shape[0], x.shape[1], weight.shape[1])
    var gradient = (
      x: Tensor.zeros(like: x), weight: Tensor.zeros(like: weight), bias: Tensor.zeros(like: bias)
    )
    for i in 0..<n {
      for j in 0..<m {
        for k in 0..<d {
          gradient.x[i, k] += upstream[i, j] * weight[k, j]
          gradient.weight[k, j] += upstream[i, j] * x[i, k]
        }
        gradient.bias[j] += upstream[i, j]
      }
    }
    return gradient
  }
}
