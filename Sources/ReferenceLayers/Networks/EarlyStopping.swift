/// Early stopping: training ends when the loss on other data than the training set has stopped falling.
///
///     var rule = try EarlyStopping(patience: 2)
///     for loss in [1.0, 0.8, 0.9, 0.85] { print(rule.shouldStop(after: loss)) }   // false false false true
///     rule.bestEpoch   // 1
///
/// The loss of an epoch improves on the best one if it is smaller by more than the smallest improvement; NaN and ∞ never
/// do. After as many epochs in a row without an improvement as the patience allows, it is time to stop, and to
/// go back to the parameters of the best epoch.
///
/// Reference: Goodfellow, Bengio and Courville, "Deep Learning" (2016), algorithm 7.1; Prechelt, "Early stopping —
/// but when?", Neural Networks: Tricks of the Trade (1998).
public struct EarlyStopping: Sendable, Equatable {
  /// The number of epochs in a row without an improvement after which to stop.
  public let patience: Int
  /// How much smaller than the best a loss must be to count as an improvement.
  public let smallestImprovement: Double
  /// The number of epochs seen.
  public private(set) var epochs = 0
  /// The best loss so far, or `nil` before the first below ∞.
  public private(set) var bestLoss: Double?
  /// The epoch of the best loss, counted from 0.
  public private(set) var bestEpoch: Int?

  /// Creates a rule that has seen no epoch.
  ///
  /// - Parameters:
  ///   - patience: The number of epochs in a row without an improvement after which to stop, at least 1.
  ///   - smallestImprovement: How much smaller than the best a loss must be, at least 0.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public init(patience: Int, smallestImprovement: Double = 0) throws {
    try require(patience >= 1, "patience", patience, "at least 1", in: "EarlyStopping")
    try requireNotNegative(smallestImprovement, "smallestImprovement", in: "EarlyStopping")
    (self.patience, self.smallestImprovement) = (patience, smallestImprovement)
  }

  /// The number of epochs since the best one, or since the start if there is none.
  public var epochsWithoutImprovement: Int { epochs - (bestEpoch.map { $0 + 1 } ?? 0) }

  /// Notes the loss of the next epoch.
  ///
  /// - Parameter loss: The loss on data that are not trained on.
  /// - Returns: Whether it is time to stop.
  public mutating func shouldStop(after loss: Double) -> Bool {
    if loss < bestLoss.map({ $0 - smallestImprovement }) ?? .infinity {
      (bestLoss, bestEpoch) = (loss, epochs)
    }
    epochs += 1
    return epochsWithoutImprovement >= patience
  }
}
