import Tensors

/// The multiclass hinge: the true class should win over every other class by a margin of 1.
///
///     l[n] = Σ_{c ≠ k} max(0, z[n, c] − z[n, k] + 1)     with k = labels[n], the true class of row n
///     L    = 1/N Σₙ l[n]                                 the mean over the N rows
///
///     scores z: [N, C]   labels: N numbers, each in 0..<C   →   L: one number
///
/// Where a margin is met exactly there is a kink; the slope of that term is taken as 0. The sum is not
/// divided by the number of classes.
enum MulticlassHinge {
  /// The loss.
  ///
  /// You may need: `picking(labels)` and `expandingAxis(at:)` for the scores of the true classes,
  /// `maximum`, and `Tensor.oneHot(labels, classes:)` to leave them out; or loops over rows and classes.
  static func forward(_ scores: Tensor, labels: [Int]) throws -> Double {
    throw NotStarted()
  }

  /// ∂L/∂scores, a tensor of shape [N, C], given `upstream`: the gradient of whatever comes after with
  /// respect to this loss, one number.
  ///
  /// You may need: a mask with `.>`, and `sum(axis:keepingDimensions:)`.
  static func backward(_ upstream: Double, _ scores: Tensor, labels: [Int]) throws -> Tensor {
    throw NotStarted()
  }
}
