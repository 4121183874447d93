import Tensors

/// The complete training loop of a small classifier: Linear, ReLU, Linear, softmax with cross-entropy.
///
/// For each of `epochs` epochs, for each batch of `batchSize` rows (in the order in which they stand, the
/// last batch may be shorter), with B the number of rows in that batch:
///
///     forward     z = x · W₁ + b₁     h = max(z, 0)     s = h · W₂ + b₂     p = softmax(s)
///     loss        L = −(1/B) Σₙ log p[n, labels[n]]      (log p computed from the scores: p may become 0)
///     backward    ∂L/∂W₂, ∂L/∂b₂, ∂L/∂W₁, ∂L/∂b₁, all from the parameters used in forward
///     update      θ ← θ − η · ∂L/∂θ, all four at once
///
///     x: [N, D]   labels: N classes, from 0 to C − 1   W₁: [D, H]   b₁: [H]   W₂: [H, C]   b₂: [C]
///
/// The grader uses several sizes; C is `weight2.shape[1]`. A batch is `try x.sliced(start..<end, axis: 0)` with
/// `Array(labels[start..<end])`. You need `matmul`, `transposed`, `maximum`, `exp`, `log`, `picking`, `Tensor.oneHot`,
/// `max(axis:keepingDimensions:)`, `sum(axis:)` and a mask such as `z .> 0`.
enum TrainingLoop {
  /// Trains, and returns the final parameters and one loss for each epoch.
  ///
  /// The loss of an epoch is the mean over its N examples, each as its batch met it: with the parameters
  /// from before that batch's update.
  static func train(
    _ x: Tensor,
    labels: [Int],
    weight1: Tensor,
    bias1: Tensor,
    weight2: Tensor,
    bias2: Tensor,
    batchSize: Int,
    learningRate: Double,
    epochs: Int
  ) throws -> (losses: [Double], weight1: Tensor, bias1: Tensor, weight2: Tensor, bias2: Tensor) {
    throw NotStarted()
  }
}
