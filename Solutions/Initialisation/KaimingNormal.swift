import Tensors

/// Kaiming's normal weights for a linear layer behind a ReLU.
enum KaimingNormal {
  // Var(w) = 2 / fan-in
  // s      = √Var(w)
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    let deviation = sqrt(2 / Double(inputs))
    return try Tensor.normal([inputs, outputs], standardDeviation: deviation, using: &random)
  }
}
