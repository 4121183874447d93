/// How a gradient is checked.
public struct GradientCheckOptions: Sendable {
  /// How many coordinates are looked at one by one.
  public enum Mode: Codable, Sendable, Equatable {
    /// Every coordinate is certified: many at once along random directions, and one by one where the
    /// directions cannot tell. Small problems go coordinate by coordinate at once.
    case automatic
    /// Every coordinate, one by one.
    case full
    /// A random sample of this many coordinates, spread over all inputs in proportion to their size.
    case sampled(Int)
    /// Along this many random directions only, for each group of like size; the cost does not depend on
    /// the number of coordinates.
    ///
    /// Functions of more than 64 coordinates in single precision take four times as many, and smaller groups.
    ///
    /// Problems of at most 12 coordinates go coordinate by coordinate, which costs no more, and those of at
    /// most 64 where the directions cannot tell.
    case directional(Int)
  }

  /// The steps that count as large.
  public enum Scale: Sendable, Equatable {
    /// The larger of 1 and the coordinate's own size. Where the function lives on another scale, the
    /// measurement looks for it.
    case automatic
    /// One size for all coordinates, such as 1e-9 for times in nanoseconds that are given in seconds.
    case uniform(Double)
    /// A size for each input, by its name; inputs that are not named are `automatic`.
    case perInput([String: Double])
  }

  /// The error that is added to every measured bound: the accuracy of the function itself.
  ///
  /// For a solver that stops at a relative error of 1e-6, its slopes are no better than that. A
  /// coordinate with slope s is then certified to the measured bound plus `absolute + relative·s`.
  public struct Tolerance: Codable, Sendable, Equatable {
    /// Added as it is.
    public var absolute: Double
    /// Multiplied by the size of the slope, then added.
    public var relative: Double

    /// Nothing is added.
    public static let none = Tolerance()

    /// Creates a tolerance.
    ///
    /// - Parameters:
    ///   - absolute: Added as it is.
    ///   - relative: Multiplied by the size of the slope, then added.
    public init(absolute: Double = 0, relative: Double = 0) {
      self.absolute = absolute
      self.relative = relative
    }

    /// The error that is added to the bound of a slope.
    func amount(_ slope: Double) -> Double { absolute + relative * abs(slope) }
  }

  /// Where the function may be evaluated; no point outside is ever asked for.
  public enum Domain: Sendable {
    /// Everywhere. Where the function throws or is not finite, it counts as undefined.
    case everywhere
    /// Every coordinate within a closed interval, such as 0 … 1 for probabilities.
    case interval(ClosedRange<Double>)
    /// A closed interval for the coordinates of each input, by its name; others are not restricted.
    case perInput([String: ClosedRange<Double>])
    /// The points for which a function of all differentiated coordinates, in order, is true.
    case predicate(@Sendable ([Double]) -> Bool)
  }

  /// The effect of an inconclusive check in `expectGradient`.
  public enum Inconclusive: String, Codable, Sendable {
    /// An inconclusive check fails the test, as a wrong gradient does.
    case issue
    /// An inconclusive check is recorded as a warning and does not fail the test.
    case warning
    /// An inconclusive check is accepted in silence.
    case accepted
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
  /// The number of threads of a concurrent check; one per core by default.
  public var workers: Int?
  /// For how many of the worst coordinates to record the error at every step; none by default.
  public var curves: Int
  /// The steps that count as large; automatic by default.
  public var scale: Scale
  /// The error that is added to every bound; none by default.
  public var tolerance: Tolerance
  /// Where the function may be evaluated; everywhere by default.
  public var domain: Domain
  /// The effect of an inconclusive check in `expectGradient`; an issue by default.
  public var inconclusive: Inconclusive
  /// Called on the calling thread now and then during a long check, and at its end.
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
  ///   - scale: The steps that count as large.
  ///   - tolerance: The error that is added to every bound.
  ///   - domain: Where the function may be evaluated.
  ///   - inconclusive: The effect of an inconclusive check in `expectGradient`.
  ///   - progress: Called now and then during a long check, and at its end.
  public init(
    mode: Mode = .automatic,
    seed: UInt64 = 1,
    budget: Int? = nil,
    precision: Precision? = nil,
    workers: Int? = nil,
    curves: Int = 0,
    scale: Scale = .automatic,
    tolerance: Tolerance = .none,
    domain: Domain = .everywhere,
    inconclusive: Inconclusive = .issue,
    progress: (@Sendable (GradientCheckProgress) -> Void)? = nil
  ) {
    self.mode = mode
    self.seed = seed
    self.budget = budget
    self.precision = precision
    self.workers = workers
    self.curves = curves
    self.scale = scale
    self.tolerance = tolerance
    self.domain = domain
    self.inconclusive = inconclusive
    self.progress = progress
  }

  /// Refuses options outside their domain, and names that no differentiated input has.
  func validate(inputs: [String]) throws {
    func requirePositive(_ value: Int?, _ name: String) throws {
      if let value { try require(value > 0, name, value, "positive") }
    }
    func requireScale(_ scale: Double) throws {
      try require(scale > 0 && scale.isFinite, "The scale", scale, "positive and finite")
    }
    func requireKnown(_ names: some Collection<String>) throws {
      for name in names.sorted() where !inputs.contains(name) {
        throw GradientCheckError.unknownInput(name: name, known: inputs)
      }
    }
    try requirePositive(budget, "The budget of evaluations")
    try requirePositive(workers, "The number of workers")
    switch mode {
    case .sampled(let count): try requirePositive(count, "The number of sampled coordinates")
    case .directional(let count): try requirePositive(count, "The number of directions")
    case .automatic, .full: break
    }
    switch scale {
    case .automatic: break
    case .uniform(let scale): try requireScale(scale)
    case .perInput(let scales):
      try requireKnown(scales.keys)
      for scale in scales.values { try requireScale(scale) }
    }
    if case .perInput(let intervals) = domain { try requireKnown(intervals.keys) }
    for part in [tolerance.absolute, tolerance.relative] {
      try require(part >= 0 && part.isFinite, "The tolerance", part, "finite and not negative")
    }
  }
}

/// How far a check has come.
public struct GradientCheckProgress: Sendable, Equatable {
  /// How many coordinates have been looked at.
  public var completed: Int
  /// How many will be; the last call has as many completed.
  public var total: Int
}
