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
///     x: [N, 5]   labels: N classes, 0 or 1   W₁: [5, 16]   b₁: [16]   W₂: [16, 2]   b₂: [2]
///
/// You need `gatheringRows`, `matmul`, `transposed`, `maximum`, `exp`, `log`, `picking`, `Tensor.oneHot`,
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
