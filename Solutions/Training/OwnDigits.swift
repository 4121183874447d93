import Tensors

/// Digits from one's own pieces: a layer, its activation, a loss, initial weights and an optimiser.
enum OwnDigits {
  struct Pieces {
    var linear: (_ x: Tensor, _ weight: Tensor, _ bias: Tensor) throws -> Tensor
    var linearBackward:
      (_ upstream: Tensor, _ x: Tensor, _ weight: Tensor, _ bias: Tensor) throws
        -> (x: Tensor, weight: Tensor, bias: Tensor)
    var relu: (_ x: Tensor) throws -> Tensor
    var reluBackward: (_ upstream: Tensor, _ x: Tensor) throws -> Tensor
    var loss: (_ logits: Tensor, _ labels: [Int]) throws -> Double
    var lossBackward: (_ upstream: Double, _ logits: Tensor, _ labels: [Int]) throws -> Tensor
    var weights: (_ inputs: Int, _ outputs: Int) throws -> Tensor
    var momentum:
      (
        _ parameter: Tensor, _ gradient: Tensor, _ velocity: Tensor, _ learningRate: Double,
        _ momentum: Double
      ) throws -> (parameter: Tensor, velocity: Tensor)
  }

  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int],
    with pieces: Pieces
  ) throws -> [Int] {
    var parameters = [
      try pieces.weights(64, 32), try .zeros([32]), try pieces.weights(32, 10), try .zeros([10]),
    ]
    var velocities = parameters.map { Tensor.zeros(like: $0) }
    for step in 0..<100 {
      let z1 = try pieces.linear(examples, parameters[0], parameters[1])
      let h = try pieces.relu(z1)
      let z2 = try pieces.linear(h, parameters[2], parameters[3])
      if step % 10 == 0 { print("step \(step): loss \(try pieces.loss(z2, labels))") }

      let z2Gradient = try pieces.lossBackward(1, z2, labels)
      let second = try pieces.linearBackward(z2Gradient, h, parameters[2], parameters[3])
      let z1Gradient = try pieces.reluBackward(second.x, z1)
      let first = try pieces.linearBackward(z1Gradient, examples, parameters[0], parameters[1])

      let gradients = [first.weight, first.bias, second.weight, second.bias]
      for n in parameters.indices {
        (parameters[n], velocities[n]) = try pieces.momentum(
          parameters[n],
          gradients[n],
          velocities[n],
          0.3,
          0.9
        )
      }
    }
    let h = try pieces.relu(pieces.linear(points, parameters[0], parameters[1]))
    return try pieces.linear(h, parameters[2], parameters[3]).argmax(axis: 1)
  }
}
