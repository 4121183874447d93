import Tensors

/// How the losses of single items become the loss of a batch.
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

  // mean: L = Σᵢ lᵢ / n    ∂L/∂lᵢ = u / n
  // sum:  L = Σᵢ lᵢ        ∂L/∂lᵢ = u
  // none: Lᵢ = lᵢ          ∂L/∂lᵢ = uᵢ
  /// The upstream gradient of each single loss, given that of the reduced one.
  func spread(
    _ upstream: Tensor,
    over shape: [Int],
    count: Double? = nil,
    in operation: String
  ) throws -> Tensor {
    switch self {
    case .mean:
      try requireShape(upstream, [], "upstream", in: operation)
      let count = count ?? Double(shape.reduce(1, *))
      return try (upstream / count).broadcast(to: shape)
    case .sum:
      try requireShape(upstream, [], "upstream", in: operation)
      return try upstream.broadcast(to: shape)
    case .none:
      try requireShape(upstream, shape, "upstream", in: operation)
      return upstream
    }
  }
}
