import Tensors

/// Milestone: a network that learns, from functions that you wrote.
///
/// Points inside a circle are of class 1, all others of class 0. The circle lies somewhere near the middle, with a
/// radius of about 0.8; your network learns where, from 120 examples.
///
///     z¹ = x · W¹ + b¹     h = tanh(z¹)     z² = h · W² + b²          z²: [N, 1], one logit for each point
///     loss = binary cross-entropy of the logits z² and the labels
///     class 1 where z² > 0, else class 0
///
///     points: [M, 2]   examples: [N, 2]   labels: [N, 1], 0 or 1   →   M classes, 0 or 1
///
/// To reach: 95 % of the examples, and 90 % of the new points. `pieces` holds what you wrote for the exercises
/// layers/linear, activations/tanh and losses/binary-cross-entropy-with-logits. Where one of them has not passed
/// yet, it holds the reference instead, and the verdict says so.
///
/// Random numbers come from `var random = RandomSource(seed: 1)` and
/// `Tensor.normal([…], standardDeviation: …, using: &random)`.
enum OwnNetwork {
  /// Your own functions from other exercises; each backward takes the upstream gradient first.
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

  /// Learns from the examples, then says the class of every point.
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: Tensor,
    with pieces: Pieces
  ) throws -> [Int] {
    throw NotStarted()
  }
}
