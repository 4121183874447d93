import Tensors

/// The negative log-likelihood: cross-entropy for those who have the logarithms already.
///
///     L = −1/N Σₙ yₙ,labelₙ          the mean over the N rows
///
///     log-probabilities y: [N, C]   labels: N numbers, each in 0..<C   →   L: one number
///
/// The inputs are logarithms of probabilities. Take them as they are: no logarithm and no softmax here.
enum NegativeLogLikelihood {
  /// The loss.
  ///
  /// You need: `picking(labels)`, which takes one entry from each row, and `mean()`.
  static func forward(_ logProbabilities: Tensor, labels: [Int]) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂logProbabilities, a tensor of shape [N, C], given `upstream`: the gradient of whatever comes
  /// after with respect to this loss, one number.
  ///
  /// You need: `Tensor.oneHot(labels, classes:)`.
  static func backward(_ upstream: Double, _ logProbabilities: Tensor, labels: [Int]) throws
    -> Tensor
  {
    throw NotStarted()
  }
}
