import Tensors

/// A parameter that collects its gradients until somebody clears them, and an epoch of training with it.
enum ZeroGradients {
  struct Parameter {
    var value: Tensor
    var gradient: Tensor

    init(_ value: Tensor) {
      self.value = value
      gradient = Tensor.zeros(like: value)
    }

    mutating func accumulate(_ gradient: Tensor) throws {
      try self.gradient += gradient
    }

    mutating func step(learningRate: Double) throws {
      try value -= learningRate * gradient
    }

    mutating func zero() throws {
      gradient = Tensor.zeros(like: value)
    }
  }

  // The loss of a batch is the sum over its rows, Lₙ = ½ Σ (value − x[n])². The gradient of a sum is the sum of the
  // gradients, ∂Lₙ/∂value = value − x[n], and that is what collects. The value moves once, after all rows of the
  // batch have been seen; whatever is still there from the batch before belongs to another value.
  static func epoch(_ start: Tensor, x: Tensor, batchSize: Int, learningRate: Double) throws
    -> Tensor
  {
    var parameter = Parameter(start)
    for first in stride(from: 0, to: x.shape[0], by: batchSize) {
      try parameter.zero()
      for n in first..<min(first + batchSize, x.shape[0]) {
        try parameter.accumulate(parameter.value - x.at(n))
      }
      try parameter.step(learningRate: learningRate)
    }
    return parameter.value
  }
}
