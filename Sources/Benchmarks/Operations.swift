import GradientChecking
import ReferenceLayers
import Tensors

extension Operation {
  /// The operations that are measured; each is defined where its name is asked for.
  static func all() throws -> [Operation] {
    [
      try linear("linear 8x16-12", batch: 8, features: 16, outputs: 12),
      try multilayerPerceptron(),
      try softmaxCrossEntropy(),
      try convolution(),
      try maxPool(),
      try normalisation("batch norm 16x8", BatchNorm.forward, BatchNorm.backward),
      try normalisation("layer norm 16x8", LayerNorm.forward, LayerNorm.backward),
      try longShortTermMemory(),
      try attention(),
      try linear("linear 32x128-64", batch: 32, features: 128, outputs: 64),
    ]
  }

  private static func linear(
    _ name: String,
    batch: Int,
    features: Int,
    outputs: Int
  ) throws -> Operation {
    var random = RandomSource(seed: 1)
    return try Operation(
      name,
      { try Linear.forward($0, weight: $1, bias: $2) },
      { try Linear.backward($0, $1, weight: $2, bias: $3) },
      at: Tensor.normal([batch, features], using: &random),
      Tensor.normal([features, outputs], using: &random),
      Tensor.normal([outputs], using: &random)
    )
  }

  /// 8 × 16 → 32 → ReLU → 10, mean softmax cross-entropy.
  private static func multilayerPerceptron() throws -> Operation {
    var random = RandomSource(seed: 2)
    let labels = (0..<8).map { _ in random.integer(below: 10) }
    return try Operation(
      "MLP 8x16-32-10",
      { (x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) in
        let hidden = ReLU.forward(try Linear.forward(x, weight: w1, bias: b1))
        let logits = try Linear.forward(hidden, weight: w2, bias: b2)
        return try SoftmaxCrossEntropy.forward(logits, labels: labels)
      },
      { upstream, x, w1, b1, w2, b2 in
        let sums = try Linear.forward(x, weight: w1, bias: b1)
        let hidden = ReLU.forward(sums)
        let logits = try Linear.forward(hidden, weight: w2, bias: b2)
        let toLogits = try SoftmaxCrossEntropy.backward(upstream, logits, labels: labels)
        let second = try Linear.backward(toLogits, hidden, weight: w2, bias: b2)
        let toSums = try ReLU.backward(second.x, sums)
        let first = try Linear.backward(toSums, x, weight: w1, bias: b1)
        return (first.x, first.weight, first.bias, second.weight, second.bias)
      },
      at: Tensor.normal([8, 16], using: &random),
      Tensor.normal([16, 32], standardDeviation: 0.25, using: &random),
      Tensor.normal([32], standardDeviation: 0.1, using: &random),
      Tensor.normal([32, 10], standardDeviation: 0.25, using: &random),
      Tensor.normal([10], standardDeviation: 0.1, using: &random)
    )
  }

  private static func softmaxCrossEntropy() throws -> Operation {
    var random = RandomSource(seed: 3)
    return try Operation(
      "softmax cross-entropy 16x10",
      { (logits: Tensor, labels: [Int]) in
        try SoftmaxCrossEntropy.forward(logits, labels: labels)
      },
      { try SoftmaxCrossEntropy.backward($0, $1, labels: $2) },
      at: Tensor.normal([16, 10], using: &random),
      (0..<16).map { _ in random.integer(below: 10) }
    )
  }

  private static func convolution() throws -> Operation {
    var random = RandomSource(seed: 4)
    return try Operation(
      "conv2d N2 C3 8x8, 4 filters 3x3",
      { try Conv2D.forward($0, weight: $1, bias: $2, padding: 1) },
      { try Conv2D.backward($0, $1, weight: $2, bias: $3, padding: 1) },
      at: Tensor.normal([2, 3, 8, 8], using: &random),
      Tensor.normal([4, 3, 3, 3], using: &random),
      Tensor.normal([4], using: &random)
    )
  }

  private static func maxPool() throws -> Operation {
    var random = RandomSource(seed: 5)
    return try Operation(
      "max pool 2x2 on 2x4x8x8",
      { try MaxPool2D.forward($0, size: 2) },
      { try MaxPool2D.backward($0, $1, size: 2) },
      at: Tensor.normal([2, 4, 8, 8], using: &random)
    )
  }

  private static func normalisation(
    _ name: String,
    _ forward: @escaping @Sendable (Tensor, Tensor, Tensor, Double) throws -> Tensor,
    _ backward:
      @escaping @Sendable (Tensor, Tensor, Tensor, Tensor, Double) throws
      -> (x: Tensor, scale: Tensor, shift: Tensor)
  ) throws -> Operation {
    var random = RandomSource(seed: 6)
    return try Operation(
      name,
      { try forward($0, $1, $2, 1e-5) },
      { try backward($0, $1, $2, $3, 1e-5) },
      at: Tensor.normal([16, 8], using: &random),
      Tensor.normal([8], mean: 1, standardDeviation: 0.3, using: &random),
      Tensor.normal([8], using: &random)
    )
  }

  /// Five steps of a batch of two; all hidden states and the last cell are outputs.
  private static func longShortTermMemory() throws -> Operation {
    var random = RandomSource(seed: 7)
    return try Operation(
      "LSTM T5 N2 D4 H5",
      { (x: Tensor, h: Tensor, c: Tensor, w: Tensor, u: Tensor, b: Tensor) in
        let states = try LSTM.forward(
          x,
          hidden: h,
          cell: c,
          inputWeight: w,
          hiddenWeight: u,
          bias: b
        )
        return [states.hidden, states.cell]
      },
      { upstream, x, h, c, w, u, b in
        try LSTM.backward(
          (upstream[0], upstream[1]),
          x,
          hidden: h,
          cell: c,
          inputWeight: w,
          hiddenWeight: u,
          bias: b
        )
      },
      at: Tensor.normal([2, 5, 4], using: &random),
      Tensor.normal([2, 5], using: &random),
      Tensor.normal([2, 5], using: &random),
      Tensor.normal([4, 20], standardDeviation: 0.5, using: &random),
      Tensor.normal([5, 20], standardDeviation: 0.5, using: &random),
      Tensor.normal([20], standardDeviation: 0.5, using: &random)
    )
  }

  private static func attention() throws -> Operation {
    var random = RandomSource(seed: 8)
    return try Operation(
      "attention N2 T6 D8",
      { try ScaledDotProductAttention.forward($0, key: $1, value: $2) },
      { try ScaledDotProductAttention.backward($0, $1, key: $2, value: $3) },
      at: Tensor.normal([2, 6, 8], using: &random),
      Tensor.normal([2, 6, 8], using: &random),
      Tensor.normal([2, 6, 8], using: &random)
    )
  }
}
