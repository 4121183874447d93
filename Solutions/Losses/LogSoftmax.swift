import Tensors

/// Log-softmax along the rows: yᵢ = zᵢ − log Σⱼ e^zⱼ.
enum LogSoftmax {
  // With m the largest score of the row, log Σⱼ e^zⱼ = m + log Σⱼ e^(zⱼ − m). No exponent is positive then, and
  // one is 0: the sum lies between 1 and C, where the logarithm is harmless.
  static func forward(_ z: Tensor) throws -> Tensor {
    let shifted = try z - z.max(axis: 1, keepingDimensions: true)  // [N, C]
    return try shifted - log(exp(shifted).sum(axis: 1, keepingDimensions: true))
  }

  // In one row, with p = softmax(z) = e^y, [i = k] = 1 for i = k and else 0, and g = ∂L/∂y:
  //
  // ∂yᵢ/∂zₖ = [i = k] − e^zₖ / Σⱼ e^zⱼ
  //         = [i = k] − pₖ
  // ∂L/∂zₖ  = Σᵢ gᵢ · ([i = k] − pₖ)               every output depends on zₖ
  //         = gₖ − pₖ · Σᵢ gᵢ
  static func backward(_ upstream: Tensor, _ z: Tensor) throws -> Tensor {
    let p = try exp(forward(z))
    return try upstream - p * upstream.sum(axis: 1, keepingDimensions: true)
  }
}
