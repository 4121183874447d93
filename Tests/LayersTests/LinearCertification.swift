import Grading
import ReferenceLayers
import Tensors

@testable import LayersSolutions

extension LinearGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: ReferenceLayers::Linear.forward,
      backward: ReferenceLayers::Linear.backward
    ),
    solution: solution,
    alternatives: [
      Alternative("loops", Implementation(forward: loopForward, backward: loopBackward)),
      Alternative(
        "broadcast products instead of matmul",
        Implementation(forward: LayersSolutions::Linear.forward) {
          (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          let columns = try g.expandingAxis(at: 1)  // [N, 1, M]
          return (
            x: try (columns * weight).sum(axis: 2),
            weight: try (x.expandingAxis(at: 2) * columns).sum(axis: 0),
            bias: try g.sum(to: bias.shape)
          )
        }
      ),
    ],
    mistakes: [
      KnownMistake(
        "bias averaged over the batch",
        "The bias gradient was averaged over the batch. The loss has averaged already, and its 1/N is "
          + "in the upstream gradient; here, sum.",
        solution.changingGradient("bias") { _, upstream in try upstream.mean(axis: 0) }
      ),
      KnownMistake(
        "bias not summed over the batch",
        "The bias gradient is the upstream gradient as it is. The bias was stretched over the batch in "
          + "forward; sum over the batch in backward.",
        solution.changingGradient("bias") { _, upstream in upstream }
      ),
      KnownMistake(
        "bias summed over the outputs",
        "The bias gradient was summed over axis 1, the outputs. There is one bias for each output, "
          + "shared by all examples: sum over axis 0, the batch.",
        solution.changingGradient("bias") { _, upstream in try upstream.sum(axis: 1) }
      ),
      KnownMistake(
        "bias gradient of the first example only",
        "The bias gradient is that of the first example alone. All examples share the bias: sum over "
          + "the batch.",
        solution.changingGradient("bias") { _, upstream in try upstream.at(0) }
      ),
      KnownMistake(
        "upstream ignored in the weight gradient",
        "The weight gradient contains x alone. By the chain rule it is xᵀ · upstream.",
        solution.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          let right = try LayersSolutions::Linear.backward(g, x, weight: weight, bias: bias)
          let ones = Tensor.ones(like: g)
          return (x: right.x, weight: try x.transposed().matmul(ones), bias: right.bias)
        }
      ),
      KnownMistake(
        "upstream ignored in the gradient of x",
        "The gradient of x contains the weights alone. By the chain rule it is upstream · weightᵀ.",
        solution.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          let right = try LayersSolutions::Linear.backward(g, x, weight: weight, bias: bias)
          let ones = Tensor.ones(like: g)
          return (x: try ones.matmul(weight.transposed()), weight: right.weight, bias: right.bias)
        }
      ),
      KnownMistake(
        "weight gradient averaged over the batch",
        "The weight gradient was divided by the batch size. The loss has averaged already; here, sum.",
        solution.changingGradient("weight") { $0 / $1.shape[0] }
      ),
      KnownMistake(
        "weight not transposed for x",
        "The gradient of x was computed with weight instead of its transpose, which does not fit: "
          + "∂L/∂x = upstream · weightᵀ.",
        solution.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          let right = try LayersSolutions::Linear.backward(g, x, weight: weight, bias: bias)
          return (x: try g.matmul(weight), weight: right.weight, bias: right.bias)
        }
      ),
      KnownMistake(
        "weight reshaped instead of transposed",
        "The gradient of x was computed with weight in the shape of its transpose, but with its entries in the old "
          + "order. That is reshaped: take transposed().",
        solution.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          let right = try LayersSolutions::Linear.backward(g, x, weight: weight, bias: bias)
          let turned = try weight.reshaped(weight.shape.reversed())
          return (x: try g.matmul(turned), weight: right.weight, bias: right.bias)
        }
      ),
      KnownMistake(
        "x reshaped instead of transposed",
        "The weight gradient was computed with x in the shape of its transpose, but with its entries in the old "
          + "order. That is reshaped: take transposed().",
        solution.replacingBackward { (g: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          let right = try LayersSolutions::Linear.backward(g, x, weight: weight, bias: bias)
          let turned = try x.reshaped(x.shape.reversed())
          return (x: right.x, weight: try turned.matmul(g), bias: right.bias)
        }
      ),
      KnownMistake(
        "bias left out of forward",
        "The bias is not added. The output is x · weight + bias.",
        Implementation(
          forward: { (x: Tensor, weight: Tensor, bias: Tensor) in try x.matmul(weight) },
          backward: LayersSolutions::Linear.backward
        )
      ),
    ]
  )

  private static let solution = Implementation(
    forward: LayersSolutions::Linear.forward,
    backward: LayersSolutions::Linear.backward
  )

  private static func loopForward(_ x: Tensor, weight: Tensor, bias: Tensor) throws -> Tensor {
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

  private static func loopBackward(
    _ upstream: Tensor,
    _ x: Tensor,
    weight: Tensor,
    bias: Tensor
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
