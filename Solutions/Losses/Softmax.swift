import Tensors

/// Softmax along the rows: yᵢ = e^zᵢ / Σⱼ e^zⱼ.
enum Softmax {
  // With m the largest score of the row, e^(zᵢ − m) / Σⱼ e^(zⱼ − m) is the same: e^−m cancels. No exponent is
  // positive then, so nothing overflows; one exponent is 0, so the sum is at least 1.
  static func forward(_ z: Tensor) throws -> Tensor {
    let powers = try exp(z - z.max(axis: 1, keepingDimensions: true))  // [N, C]
    let sums = try powers.sum(axis: 1, keepingDimensions: true)  // [N, 1]
    return try powers / sums
  }

  // In one row, with S = Σⱼ e^zⱼ, [i = k] = 1 for i = k and else 0, and g = ∂L/∂y:
  //
  // ∂yᵢ/∂zₖ = [i = k] · e^zᵢ/S − e^zᵢ · e^zₖ/S²
  //         = yᵢ · ([i = k] − yₖ)
  // ∂L/∂zₖ  = Σᵢ gᵢ · yᵢ · ([i = k] − yₖ)          every output depends on zₖ
  //         = gₖ · yₖ − yₖ · Σᵢ gᵢ · yᵢ
  //         = yₖ · (gₖ − Σᵢ gᵢ · yᵢ)
  static func backward(_ upstream: Tensor, _ z: Tensor) throws -> Tensor {
    let y = try forward(z)
    let weighted = try (upstream * y).sum(axis: 1, keepingDimensions: true)  // [N, 1]
    return try y * (upstream - weighted)
  }
}
