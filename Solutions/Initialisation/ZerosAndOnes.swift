import Tensors

/// One step of training for a network with one hidden layer, to see what becomes of weights that start
/// alike.
enum ZerosAndOnes {
  // z = x · W₁,  h = tanh(z),  y = h · W₂,  L = ½ Σ (y − target)²
  //
  // ∂L/∂y  = y − target
  // ∂L/∂W₂ = hᵀ · ∂L/∂y
  // ∂L/∂h  = ∂L/∂y · W₂ᵀ
  // ∂L/∂z  = ∂L/∂h ∘ (1 − h²)              tanh'(z) = 1 − tanh²(z)
  // ∂L/∂W₁ = xᵀ · ∂L/∂z
  static func step(
    _ x: Tensor,
    target: Tensor,
    first: Tensor,
    second: Tensor,
    learningRate: Double
  ) throws -> (first: Tensor, second: Tensor, distinctUnits: Int) {
    let hidden = tanh(try x.matmul(first))  // [N, H]
    let error = try hidden.matmul(second) - target  // [N, M]

    let secondGradient = try hidden.transposed().matmul(error)  // [H, M]
    let backThroughSecond = try error.matmul(second.transposed())  // [N, H]
    let hiddenGradient = try backThroughSecond * (1 - hidden.squared())
    let firstGradient = try x.transposed().matmul(hiddenGradient)  // [D, H]

    let newFirst = try first - learningRate * firstGradient
    let newSecond = try second - learningRate * secondGradient
    return (newFirst, newSecond, distinctColumns(newFirst))
  }

  /// Counts each column that equals none of those before it.
  private static func distinctColumns(_ weight: Tensor) -> Int {
    var distinct: [Int] = []
    for column in 0..<weight.shape[1] {
      let isKnown = distinct.contains { known in
        (0..<weight.shape[0]).allSatisfy { abs(weight[$0, known] - weight[$0, column]) <= 1e-9 }
      }
      if !isKnown { distinct.append(column) }
    }
    return distinct.count
  }
}
