import Tensors

/// Kaiming's uniform weights for a linear layer behind a ReLU.
enum KaimingUniform {
  // Var(w) = 2 / fan-in                    what Kaiming asks for
  // Var(w) = a²/3                          for w ~ U[−a, a)
  // a      = √(3 · 2 / fan-in)
  //        = √(6 / fan-in)
  static func weights(
    inputs: Int,
    outputs: Int,
    using random: inout RandomSource
  ) throws -> Tensor {
    let limit = sqrt(6 / Double(inputs))
    return try Tensor.uniform([inputs, outputs], in: -limit..<limit, using: &random)
  }
}
