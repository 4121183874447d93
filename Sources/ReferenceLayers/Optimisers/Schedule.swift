import Tensors

/// Schedules: functions that change the learning rate during training.
///
/// Every schedule is a function of the epoch, counted from 0, and of the initial rate η₀; the epoch can also
/// count steps.
public enum Schedule {
  /// The rate falls by a factor at regular intervals.
  ///
  ///     η = η₀ · factor^⌊epoch/interval⌋
  ///
  /// - Parameters:
  ///   - epoch: From 0.
  ///   - initial: η₀, at least 0.
  ///   - interval: The number of epochs between two falls, at least 1.
  ///   - factor: Positive; 0.1 is customary.
  /// - Returns: η.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func step(
    _ epoch: Int,
    initial: Double,
    interval: Int,
    factor: Double = 0.1
  ) throws -> Double {
    try check(epoch, initial, factor, in: "Schedule.step")
    try require(interval >= 1, "interval", interval, "at least 1", in: "Schedule.step")
    return initial * pow(factor, Double(epoch / interval))
  }

  /// The rate falls by a factor at given epochs.
  ///
  ///     η = η₀ · factor^(number of milestones ≤ epoch)
  ///
  /// - Parameters:
  ///   - epoch: From 0.
  ///   - initial: η₀, at least 0.
  ///   - milestones: The epochs from which on the rate is lower; one named twice counts twice.
  ///   - factor: Positive; 0.1 is customary.
  /// - Returns: η.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func multiStep(
    _ epoch: Int,
    initial: Double,
    milestones: [Int],
    factor: Double = 0.1
  ) throws -> Double {
    try check(epoch, initial, factor, in: "Schedule.multiStep")
    return initial * pow(factor, Double(milestones.count { $0 <= epoch }))
  }

  /// The rate falls by a factor in every epoch.
  ///
  ///     η = η₀ · factor^epoch
  ///
  /// - Parameters:
  ///   - epoch: From 0.
  ///   - initial: η₀, at least 0.
  ///   - factor: Positive; a little below 1.
  /// - Returns: η.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func exponential(_ epoch: Int, initial: Double, factor: Double) throws -> Double {
    try check(epoch, initial, factor, in: "Schedule.exponential")
    return initial * pow(factor, Double(epoch))
  }

  /// The rate falls along half a cosine, slowly at both ends.
  ///
  ///     η = η₁ + ½ (η₀ − η₁)(1 + cos(π · epoch/period))        η₁ from the end of the period on
  ///
  /// Reference: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017
  /// (without the restarts).
  ///
  /// - Parameters:
  ///   - epoch: From 0.
  ///   - initial: η₀, at least 0.
  ///   - final: η₁, at least 0.
  ///   - period: The epochs until η₁ is reached, at least 1.
  /// - Returns: η.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func cosine(
    _ epoch: Int,
    initial: Double,
    final: Double = 0,
    period: Int
  ) throws -> Double {
    try check(epoch, initial, 1, in: "Schedule.cosine")
    try require(final >= 0, "final", final, "at least 0", in: "Schedule.cosine")
    try require(period >= 1, "period", period, "at least 1", in: "Schedule.cosine")
    let progress = Swift.min(Double(epoch) / Double(period), 1)
    return final + 0.5 * (initial - final) * (1 + cos(.pi * progress))
  }

  /// The rate rises in equal steps until it is η₀, and stays there.
  ///
  ///     η = η₀ · (start + (1 − start) · min(epoch/length, 1))
  ///
  /// Reference: Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour",
  /// arXiv:1706.02677, section 2.2.
  ///
  /// - Parameters:
  ///   - epoch: From 0.
  ///   - initial: η₀, at least 0: the rate after the warm-up.
  ///   - length: The epochs until η₀ is reached, at least 1.
  ///   - start: The share of η₀ in epoch 0, from 0 to 1.
  /// - Returns: η.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func linearWarmUp(
    _ epoch: Int,
    initial: Double,
    length: Int,
    start: Double = 0
  ) throws -> Double {
    try check(epoch, initial, 1, in: "Schedule.linearWarmUp")
    try require(length >= 1, "length", length, "at least 1", in: "Schedule.linearWarmUp")
    try require((0...1).contains(start), "start", start, "from 0 to 1", in: "Schedule.linearWarmUp")
    return initial * (start + (1 - start) * Swift.min(Double(epoch) / Double(length), 1))
  }

  private static func check(
    _ epoch: Int,
    _ initial: Double,
    _ factor: Double,
    in operation: String
  ) throws {
    try require(epoch >= 0, "epoch", epoch, "at least 0", in: operation)
    try require(initial >= 0, "initial", initial, "at least 0", in: operation)
    try require(factor > 0, "factor", factor, "positive", in: operation)
  }
}
