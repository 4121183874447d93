import Tensors

/// The noise of mini-batches: how far the gradient of a batch is from that of the whole set.
enum BatchNoise {
  static func noise(
    _ weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSizes: [Int]
  ) throws -> [Double] {
    // L      = (1/B) Σₙ rₙ²              r = x · w − y, over the B rows of the batch
    // ∂L/∂w  = (2/B) · xᵀ · r
    func gradient(_ rows: [Int]) throws -> Tensor {
      let input = try x.gatheringRows(rows)
      let residual = try input.matmul(weight) - target.gatheringRows(rows)
      return try input.transposed().matmul(residual) * 2 / rows.count
    }
    let whole = try gradient(order)
    return try batchSizes.map { batchSize in
      var squares = 0.0
      var batches = 0.0
      for start in stride(from: 0, to: order.count, by: batchSize) {
        let rows = Array(order[start..<min(start + batchSize, order.count)])
        squares += (try gradient(rows) - whole).squared().sum()
        batches += 1
      }
      let noise = sqrt(squares / batches)
      print(batchSize, bar(noise), noise)
      return noise
    }
  }

  static func bar(_ noise: Double) -> String {
    noise >= 0 ? String(repeating: "█", count: Int(min(4 * noise + 0.5, 60))) : "?"
  }
}
