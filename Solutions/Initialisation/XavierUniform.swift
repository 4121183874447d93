import Tensors

/// Xavier's uniform weights for a linear layer.
enum XavierUniform {
  // Var(w) = 2 / (fan-in + fan-out)        what Xavier asks for
  // Var(w) = a²/3                          for w ~ U[−a, a)
  // a      = √(3 · 2 / (fan-in + fan-out))
  //        = √(6 / (fan-in + fan-out))
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    let limit = sqrt(6 / Double(inputs + outputs))
    return try Tensor.uniform([inputs, outputs], in: -limit..<limit, using: &random)
  }
}
