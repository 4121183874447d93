import Tensors

/// One epoch of gradient descent by mini-batches, for a linear model with the mean squared error.
enum MiniBatches {
  // L      = (1/B) Σₙ rₙ²              r = x · w − y, over the B rows of the batch
  // ∂L/∂w  = (1/B) Σₙ 2 rₙ · xₙ
  //        = (2/B) · xᵀ · r
  static func epoch(
    _ weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSize: Int,
    learningRate: Double
  ) throws -> Tensor {
    var weight = weight
    for start in stride(from: 0, to: order.count, by: batchSize) {
      let rows = Array(order[start..<min(start + batchSize, order.count)])
      let input = try x.gatheringRows(rows)
      let residual = try input.matmul(weight) - target.gatheringRows(rows)
      let gradient = try input.transposed().matmul(residual) * 2 / rows.count
      try weight -= learningRate * gradient
    }
    return weight
  }
}
