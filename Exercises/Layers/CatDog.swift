import Tensors

/// Cat or dog: a network of two layers on pictures of 64 × 64 points, with a broken backward pass.
///
///     z¹ = x · W¹ + b¹     h = max(z¹, 0)     z² = h · W² + b²     p = softmax(z²)
///     L  = −1/N Σₙ log p[n, labels[n]]
///
///     images x: [N, 4096]   weight1: [4096, 64]   bias1: [64]   weight2: [64, 2]   bias2: [2]
///
/// Find the bugs: `forward` is right, and `backward` runs, returns tensors of the right shapes, and is
/// wrong. Begin by deleting its first line; then let the grader show you where to look. It uses smaller
/// sizes, all different.
enum CatDog {
  /// The cache: forward keeps it for backward.
  struct Cache {
    var images: Tensor  // [N, D]
    var sums: Tensor  // z¹: [N, H]
    var hidden: Tensor  // h: [N, H]
    var weight2: Tensor  // [H, C]
    var probabilities: Tensor  // [N, C]
    var labels: [Int]
  }

  /// The loss and the cache, given and right: change nothing here.
  static func forward(
    _ images: Tensor,
    labels: [Int],
    weight1: Tensor,
    bias1: Tensor,
    weight2: Tensor,
    bias2: Tensor
  ) throws -> (loss: Double, cache: Cache) {
    let sums = try images.matmul(weight1) + bias1
    let hidden = maximum(sums, 0)
    let logits = try hidden.matmul(weight2) + bias2
    let shifted = try logits - logits.max(axis: 1, keepingDimensions: true)
    let logProbabilities = try shifted - log(exp(shifted).sum(axis: 1, keepingDimensions: true))
    let cache = Cache(
      images: images,
      sums: sums,
      hidden: hidden,
      weight2: weight2,
      probabilities: exp(logProbabilities),
      labels: labels
    )
    return (try -logProbabilities.picking(labels).mean(), cache)
  }

  /// The gradients with respect to all parameters, given `upstream`, one number: to be repaired.
  ///
  /// Delete the first line to begin.
  static func backward(_ upstream: Double, cache: Cache) throws
    -> (weight1: Tensor, bias1: Tensor, weight2: Tensor, bias2: Tensor)
  {
    try NotStarted.untilThisLineIsDeleted()

    let (rows, classes) = (cache.probabilities.shape[0], cache.probabilities.shape[1])
    let oneHot = try Tensor.oneHot(cache.labels, classes: classes)
    let delta2 = try upstream * (cache.probabilities - oneHot) / rows  // ∂L/∂z²: [N, C]
    let weight2 = try cache.sums.transposed().matmul(delta2)  // [H, C]
    let bias2 = try delta2.sum(axis: 0)  // [C]

    let hidden = try delta2.matmul(cache.weight2.transposed())  // ∂L/∂h: [N, H]
    let delta1 = try hidden * (hidden .> 0)  // ∂L/∂z¹: [N, H]
    let weight1 = try cache.images.transposed().matmul(delta1)  // [D, H]
    let bias1 = try delta1.mean(axis: 0)  // [H]
    return (weight1, bias1, weight2, bias2)
  }
}
