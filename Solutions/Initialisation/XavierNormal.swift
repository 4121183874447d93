import Tensors

/// Xavier's normal weights for a linear layer.
enum XavierNormal {
  // Var(w) = 2 / (fan-in + fan-out)
  // s      = √Var(w)
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    let deviation = sqrt(2 / Double(inputs + outputs))
    return try Tensor.normal([inputs, outputs], standardDeviation: deviation, using: &random)
  }
}
