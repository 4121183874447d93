import Tensors

/// Two linear maps, one after the other, as the one linear map that does the same.
enum StackedMaps {
  // y = h · W₂ + b₂
  //   = (x · W₁ + b₁) · W₂ + b₂
  //   = x · (W₁ · W₂) + (b₁ · W₂ + b₂)
  static func combined(
    firstWeight: Tensor,
    firstBias: Tensor,
    secondWeight: Tensor,
    secondBias: Tensor
  ) throws -> (weight: Tensor, bias: Tensor) {
    (
      weight: try firstWeight.matmul(secondWeight),  // [D, H] · [H, M]
      bias: try firstBias.matmul(secondWeight) + secondBias  // [H] · [H, M]
    )
  }
}
