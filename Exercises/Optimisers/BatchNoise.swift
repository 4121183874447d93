import Tensors

/// The noise of mini-batches: how far the gradient of a batch is from that of the whole set.
///
/// The model and its loss are those of mini-batches: for the rows of a batch,
///
///     g_B = (2/B) · x_Bᵀ · (x_B · w − y_B)        g: the same for all N rows
///
/// `order` holds every row number once. Cut it into batches of `batchSize` rows, the last of which may be shorter.
/// All gradients are taken at the same w: nothing is trained here. The noise is the root of the mean squared distance,
/// over the batches:
///
///     noise = √( mean over the batches of Σ_d (g_B[d] − g[d])² )
///
///     weight w: [D, 1]   x: [N, D]   target y: [N, 1]   order: N row numbers   batchSizes: a list
enum BatchNoise {
  /// The noise for each of the batch sizes.
  ///
  /// Print what you find, with `bar`: `print(batchSize, bar(noise), noise)`.
  static func noise(
    _ weight: Tensor,
    x: Tensor,
    target: Tensor,
    order: [Int],
    batchSizes: [Int]
  ) throws -> [Double] {
    throw NotStarted()
  }

  /// A bar to be printed, with four blocks for each unit of noise (given).
  static func bar(_ noise: Double) -> String {
    noise >= 0 ? String(repeating: "█", count: Int(min(4 * noise + 0.5, 60))) : "?"
  }
}
