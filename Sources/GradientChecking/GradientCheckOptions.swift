/// How a gradient is checked.
public struct GradientCheckOptions: Sendable {
  /// How many coordinates are looked at one by one.
  public enum Mode: Codable, Sendable, Equatable {
    /// First along random directions through all inputs at once; where that does not certify the gradient,
    /// coordinate by coordinate. Small problems go coordinate by coordinate at once.
    case automatic
    /// Every coordinate.
    case full
    /// A random sample of this many coordinates, spread over all inputs in proportion to their size.
    case sampled(Int)
    /// Along this many random directions only; the cost does not depend on the number of coordinates.
    case directional(Int)
  }

  /// How many coordinates are looked at one by one; automatic by default.
  public var mode: Mode
  /// Determines the upstream gradient, the directions and the sample; the same seed repeats a check.
  public var seed: UInt64
  /// How many evaluations of the function the check may cost; no limit by default.
  ///
  /// Coordinates that it does not reach are reported as not covered, and the check is then inconclusive.
  public var budget: Int?
  /// The type in which the function computes; by default the least precise type of inputs and output.
  public var precision: Precision?
  /// How many threads work at once in a concurrent check; one per core by default.
  public var workers: Int?
  /// For how many of the worst coordinates to record the error at every step; none by default.
  public var curves: Int
  /// Called on the calling thread now and then during a long check.
  public var progress: (@Sendable (GradientCheckProgress) -> Void)?

  /// Creates options.
  ///
  /// - Parameters:
  ///   - mode: How many coordinates are looked at one by one.
  ///   - seed: Determines everything random.
  ///   - budget: How many evaluations the check may cost.
  ///   - precision: The type in which the function computes.
  ///   - workers: How many threads a concurrent check uses.
  ///   - curves: For how many of the worst coordinates to record the error at every step.
  ///   - progress: Called now and then during a long check.
  public init(
    mode: Mode = .automatic,
    seed: UInt64 = 1,
    budget: Int? = nil,
    precision: Precision? = nil,
    workers: Int? = nil,
    curves: Int = 0,
    progress: (@Sendable (GradientCheckProgress) -> Void)? = nil
  ) {
    self.mode = mode
    self.seed = seed
    self.budget = budget
    self.precision = precision
    self.workers = workers
    self.curves = curves
    self.progress = progress
  }

  /// Refuses options outside their domain.
  func validate() throws {
    func require(_ value: Int?, _ name: String) throws {
      guard let value, value <= 0 else { return }
      throw GradientCheckError.invalidOption(name: name, value: "\(value)", rule: "positive")
    }
    try require(budget, "The budget of evaluations")
    try require(workers, "The number of workers")
    switch mode {
    case .sampled(let count): try require(count, "The number of sampled coordinates")
    case .directional(let count): try require(count, "The number of directions")
    case .automatic, .full: break
    }
  }
}

/// How far a check has come.
public struct GradientCheckProgress: Sendable, Equatable {
  /// How many coordinates have been looked at.
  public var completed: Int
  /// How many will be.
  public var total: Int
}
