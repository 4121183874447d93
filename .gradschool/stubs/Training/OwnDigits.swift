import Tensors

/// Milestone: digits, read by nothing but functions that you wrote.
///
/// Small pictures with a digit each, 8 × 8 points in a row, with noise: ink is about 1, paper about 0. There are 400
/// examples, and as many new ones.
///
///     z¹ = x · W¹ + b¹     h = ReLU(z¹)     z² = h · W² + b²          z²: [N, 10], ten logits for each picture
///     loss = softmax and cross-entropy of the logits z² and the labels
///     the class of a picture is that of its largest logit
///
///     points: [M, 64]   examples: [N, 64]   labels: N classes, 0 to 9   →   M classes, 0 to 9
///
/// To reach: 95 % of the examples, and 90 % of the new pictures. `pieces` holds what you wrote for the exercises
/// layers/linear, activations/relu, losses/softmax-cross-entropy, initialisation/kaiming-normal and
/// optimisers/momentum. Where one of them has not passed yet, it holds the reference instead, and the verdict says so.
///
/// `pieces.weights(64, 32)` draws the same numbers in every call. Biases and velocities begin at 0:
/// `Tensor.zeros([32])`, `Tensor.zeros(like: weight)`. The largest in each row is `logits.argmax(axis: 1)`.
enum OwnDigits {
  /// Your own functions from other exercises; each backward takes the upstream gradient first.
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

  /// Learns from the examples, then says the class of every picture in `points`.
  static func classify(
    _ points: Tensor,
    learningFrom examples: Tensor,
    labels: [Int],
    with pieces: Pieces
  ) throws -> [Int] {
    throw NotStarted()
  }
}
