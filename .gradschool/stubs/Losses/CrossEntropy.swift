import Tensors

/// Cross-entropy on logits, in two steps: log-softmax, then the entry of the true class.
///
///     y[n, c] = z[n, c] − log Σₖ exp(z[n, k])      log-softmax
///     L       = −1/N Σₙ y[n, labels[n]]            the mean over the N rows
///
///     logits z: [N, C]   labels: N numbers, each in 0..<C   →   L: one number
///
/// The lesson is the chain rule across the two steps: the gradient goes back through the second, and what
/// comes out goes back through the first.
enum CrossEntropy {
  /// The loss.
  ///
  /// You need: `exp`, `log`, `max(axis:keepingDimensions:)`, `sum(axis:keepingDimensions:)`, and
  /// `picking(labels)`, which takes one entry from each row. Logits may be as large as ±1000: subtract
  /// the largest of each row first, which changes nothing else.
  static func forward(_ logits: Tensor, labels: [Int]) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂logits, a tensor of shape [N, C], given `upstream`: the gradient of whatever comes after with
  /// respect to this loss, one number.
  ///
  /// You may need: `Tensor.oneHot(labels, classes:)`, and `sum(axis:keepingDimensions:)`.
  static func backward(_ upstream: Double, _ logits: Tensor, labels: [Int]) throws -> Tensor {
    throw NotStarted()
  }
}
