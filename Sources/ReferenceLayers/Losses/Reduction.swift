import Tensors

/// The step from the losses of single items to the loss of a batch.
public enum Reduction: String, Sendable, CaseIterable, Codable {
  /// Their mean: a single value, shape []. The default everywhere, since the size of a step then does
  /// not depend on the size of the batch.
  case mean
  /// Their sum: a single value, shape [].
  case sum
  /// All of them, unreduced.
  case none
}

extension Reduction {
  /// The losses of single items, reduced.
  func apply(_ losses: Tensor, over count: Double? = nil) -> Tensor {
    switch self {
    case .mean: Tensor(losses.sum() / (count ?? Double(losses.count)))
    case .sum: Tensor(losses.sum())
    case .none: losses
    }
  }

  /// The upstream gradient of each single loss, given that of the reduced one.
  func spread(
    _ upstream: Tensor,
    over shape: Shape,
    count: Double? = nil,
    in operation: String
  ) throws -> Tensor {
    // mean: L = Σᵢ lᵢ / n    ∂L/∂lᵢ = u / n
    // sum:  L = Σᵢ lᵢ        ∂L/∂lᵢ = u
    // none: Lᵢ = lᵢ          ∂L/∂lᵢ = uᵢ
    switch self {
    case .mean:
      try requireShape(upstream, [], "upstream", in: operation)
      let count = count ?? Double(shape.product)
      return (upstream / count).broadcast(to: shape)
    case .sum:
      try requireShape(upstream, [], "upstream", in: operation)
      return upstream.broadcast(to: shape)
    case .none:
      try requireShape(upstream, shape, "upstream", in: operation)
      return upstream
    }
  }
}

extension Reduction {
  /// A loss whose items are the single entries, reduced.
  func elementwiseLoss(
    _ prediction: Tensor,
    _ target: Tensor,
    in operation: String,
    loss: (Double, Double) -> Double
  ) throws -> Tensor {
    try requirePair(prediction, target, in: operation)
    return apply(try prediction.combined(with: target, loss))
  }

  /// The gradient of such a loss with respect to one of the two, given the slope of an entry's loss.
  func elementwiseGradient(
    _ upstream: Tensor,
    _ prediction: Tensor,
    _ target: Tensor,
    in operation: String,
    slope: (Double, Double) -> Double
  ) throws -> Tensor {
    try requirePair(prediction, target, in: operation)
    // An entry x reaches L through its own loss l alone, so ∂L/∂x = ∂L/∂l · dl/dx; and so does an entry t.
    let u = try spread(upstream, over: prediction.sizes, in: operation)
    return try u * prediction.combined(with: target, slope)
  }
}
