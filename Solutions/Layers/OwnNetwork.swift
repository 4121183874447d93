import Tensors

/// A network from one's own pieces, trained by gradient descent.
enum OwnNetwork {
  struct Pieces {
    var linear: (_ x: Tensor, _ weight: Tensor, _ bias: Tensor) throws -> Tensor
    var linearBackward:
      (_ upstream: Tensor, _ x: Tensor, _ weight: Tensor, _ bias: Tensor) throws
        -> (x: Tensor, weight: Tensor, bias: Tensor)
    var tanh: (_ x: Tensor) throws -> Tensor
    var tanhBackward: (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
    var loss: (_ logits: Tensor, _ target: Tensor) throws -> Double
    var lossBackward: (_ upstream: Double, _ logits: Tensor, _ target: Tensor) throws -> Tensor
  }

  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: Tensor,
    with pieces: Pieces
  ) throws -> [Int] {
    var random = RandomSource(seed: 1)
    var weight1 = try Tensor.normal([2, 12], standardDeviation: 1.5, using: &random)
    var bias1 = try Tensor.normal([12], standardDeviation: 1, using: &random)
    var weight2 = try Tensor.normal([12, 1], standardDeviation: 0.3, using: &random)
    var bias2 = try Tensor.zeros([1])
    let rate = 0.5
    for step in 0..<400 {
      let z1 = try pieces.linear(examples, weight1, bias1)
      let h = try pieces.tanh(z1)
      let z2 = try pieces.linear(h, weight2, bias2)
      if step % 100 == 0 { print("step \(step): loss \(try pieces.loss(z2, labels))") }

      // Backwards through the same pieces: each takes what the one behind it returned.
      let z2Gradient = try pieces.lossBackward(1, z2, labels)
      let second = try pieces.linearBackward(z2Gradient, h, weight2, bias2)
      let z1Gradient = try pieces.tanhBackward(second.x, z1)
      let first = try pieces.linearBackward(z1Gradient, examples, weight1, bias1)

      weight1 = try weight1 - rate * first.weight
      bias1 = try bias1 - rate * first.bias
      weight2 = try weight2 - rate * second.weight
      bias2 = try bias2 - rate * second.bias
    }
    let h = try pieces.tanh(pieces.linear(points, weight1, bias1))
    return try pieces.linear(h, weight2, bias2).scalars.map { $0 > 0 ? 1 : 0 }
  }
}
