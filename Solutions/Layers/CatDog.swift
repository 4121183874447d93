import Tensors

/// Cat or dog: a network of two layers, with its backward pass repaired.
enum CatDog {
  struct Cache {
    var images: Tensor  // [N, D]
    var sums: Tensor  // z¹: [N, H]
    var hidden: Tensor  // h: [N, H]
    var weight2: Tensor  // [H, C]
    var probabilities: Tensor  // [N, C]
    var labels: [Int]
  }

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

  // δ² = ∂L/∂z² = upstream · (p − onehot) / N          softmax with cross-entropy
  //
  // z² = h · W² + b²:      ∂L/∂W² = hᵀ · δ²            layer 2 received h, after the ReLU: was z¹
  //                        ∂L/∂b² = Σₙ δ²
  //                        ∂L/∂h  = δ² · (W²)ᵀ
  //
  // h = max(z¹, 0):        δ¹ = ∂L/∂h ∘ [z¹ > 0]       open where its input was: was [∂L/∂h > 0]
  //
  // z¹ = x · W¹ + b¹:      ∂L/∂W¹ = xᵀ · δ¹
  //                        ∂L/∂b¹ = Σₙ δ¹              a sum: was the mean
  static func backward(_ upstream: Double, cache: Cache) throws
    -> (weight1: Tensor, bias1: Tensor, weight2: Tensor, bias2: Tensor)
  {
    let (rows, classes) = (cache.probabilities.shape[0], cache.probabilities.shape[1])
    let oneHot = try Tensor.oneHot(cache.labels, classes: classes)
    let delta2 = try upstream * (cache.probabilities - oneHot) / rows  // ∂L/∂z²: [N, C]
    let weight2 = try cache.hidden.transposed().matmul(delta2)  // [H, C]
    let bias2 = try delta2.sum(axis: 0)  // [C]

    let hidden = try delta2.matmul(cache.weight2.transposed())  // ∂L/∂h: [N, H]
    let delta1 = try hidden * (cache.sums .> 0)  // ∂L/∂z¹: [N, H]
    let weight1 = try cache.images.transposed().matmul(delta1)  // [D, H]
    let bias1 = try delta1.sum(axis: 0)  // [H]
    return (weight1, bias1, weight2, bias2)
  }
}
