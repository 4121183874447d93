import Tensors

/// Softmax and cross-entropy in one: the loss of a classifier, from its raw scores.
///
///     p[n, c] = exp(z[n, c]) / Σₖ exp(z[n, k])     the probability of class c for example n
///     L       = −1/N Σₙ log p[n, labels[n]]        the mean over the batch
///
///     logits z: [N, C]   labels: N numbers, each in 0..<C   →   L: one number
///
/// The lesson is the *cache*: forward keeps what backward will need, so that nothing is computed twice.
enum SoftmaxCrossEntropy {
  /// The cache that forward keeps for backward; change it to whatever you need.
  struct Cache {
    var probabilities: Tensor
    var labels: [Int]
  }

  /// The loss, and the cache.
  ///
  /// You need: `max(axis:keepingDimensions:)`, `exp`, `log`, `sum(axis:keepingDimensions:)`, and
  /// `picking(labels)`, which takes one entry from each row. Logits may be as large as ±1000: the loss
  /// must stay finite, and right.
  static func forward(_ logits: Tensor, labels: [Int]) throws -> (loss: Double, cache: Cache) {
    throw NotStarted()
  }

  /// ∂L/∂logits, a tensor of shape [N, C], given `upstream`: the gradient of whatever comes after with
  /// respect to this loss, one number.
  ///
  /// You may need: `Tensor.oneHot(labels, classes:)`.
  static func backward(_ upstream: Double, cache: Cache) throws -> Tensor {
    throw NotStarted()
  }
}
