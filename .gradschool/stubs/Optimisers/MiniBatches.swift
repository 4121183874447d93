import Tensors

/// One epoch of gradient descent by mini-batches, for a linear model with the mean squared error.
///
/// `order` holds every row number once, already shuffled. Cut it into runs of `batchSize` numbers, the last of
/// which may be shorter; for each run, with x_B [B, D] and y_B [B, 1] the rows it names:
///
///     g = (2/B) · x_Bᵀ · (x_B · w − y_B)
///     w ← w − η · g
///
///     weight w: [D, 1]   x: [N, D]   target y: [N, 1]   order: N row numbers   batchSize, learning rate η: numbers
///
/// `x.gatheringRows([4, 0, 7])` takes out rows 4, 0 and 7, in that order. You also need `stride(from:to:by:)`,
/// `try a.matmul(b)` and `try a.transposed()`. A quotient of two `Int`s is rounded, 2 / 3 to 0: convert B with
/// `Double(…)`.
enum MiniBatches {
  /// One epoch: the weight after all batches.
  ///
  /// What you return comes back as `weight` in the next epoch, with a new order.
  static func epoch(
    _ weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSize: Int,
    learningRate: Double
  ) throws -> Tensor {
    throw NotStarted()
  }
}
