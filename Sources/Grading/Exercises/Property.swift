import Tensors

extension Exercise {
  /// A property that random numbers must have, tested so that correct code fails less than once in 10⁶ runs.
  ///
  /// Each test compares a statistic with its sampling distribution and allows 5.5 standard deviations:
  /// P(|z| > 5.5) = 3.8e-8. Mean, standard deviation, distribution (7e-8) and independence (two statistics, and 63
  /// with 6.4 standard deviations: 1e-8) on four probes together make 4 · (4 · 3.8e-8 + 7e-8 + 1e-8) = 9.3e-7. The
  /// ends of the distribution (3e-11) and the use of the random source are always checked too.
  public enum Property: Sendable {
    /// The mean of all entries, which are independent with this mean and standard deviation.
    case mean(@Sendable (Arguments) -> Double, standardDeviation: @Sendable (Arguments) -> Double)
    /// The standard deviation of all entries; `kurtosis` is E[(x − μ)⁴]/σ⁴: 3 when normal, 1.8 uniform.
    case standardDeviation(@Sendable (Arguments) -> Double, kurtosis: Double)
    /// The bounds of all entries.
    case range(@Sendable (Arguments) -> ClosedRange<Double>)
    /// The values that entries may have, such as 0 and 1/(1 − rate).
    ///
    /// Entries that have few values repeat each other, and are then no less independent.
    case values(@Sendable (Arguments) -> [Double])
    /// The distribution of all entries, by its cumulative distribution function.
    case distribution(String, cumulative: @Sendable (Double, Arguments) -> Double)
    /// The independence of the entries: neighbours along the last two axes and entries up to 64 places apart are
    /// not correlated, few magnitudes occur twice, and none occurs five times.
    case independence

    /// The largest deviation, in standard deviations of the statistic, that passes.
    package static let threshold = 5.5

    /// The largest distance at which entries are compared.
    private static let distances = 64

    /// The largest correlation at most distances, in standard deviations: P(|z| > 6.4) = 1.6e-10.
    private static let distantThreshold = 6.4

    /// The largest √n·D of a Kolmogorov–Smirnov test that passes: 2·exp(−2·2.93²) = 7e-8.
    package static let distributionThreshold = 2.93

    /// A kind of property, without its numbers.
    public enum Kind: Codable, Sendable, Hashable {
      /// The mean of all entries.
      case mean
      /// The standard deviation of all entries.
      case standardDeviation
      /// The bounds of all entries.
      case range
      /// The values that entries may have.
      case values
      /// The distribution of all entries, by its name.
      case distribution(String)
      /// The independence of the entries.
      case independence
      /// The use of the given source, checked after all properties.
      case source
    }

    package var kind: Kind {
      switch self {
      case .mean: .mean
      case .standardDeviation: .standardDeviation
      case .range: .range
      case .values: .values
      case .distribution(let name, _): .distribution(name)
      case .independence: .independence
      }
    }

    /// Whether the property holds for every entry alone, so that few entries can show that it does not.
    package var isExact: Bool {
      switch self {
      case .range, .values: true
      case .mean, .standardDeviation, .distribution, .independence: false
      }
    }

    /// Whether a sample has the property, with the measured and the expected value.
    ///
    /// Few values with unequal shares make skewed statistics, so bounds follow the sample's skewness γ: of a mean of n
    /// numbers it is γ/√n, and of a correlation γ²/√n. The quantile z becomes z + skewness · (z² − 1)/6 (Cornish and
    /// Fisher, 1938).
    ///
    /// - Parameters:
    ///   - value: The sample.
    ///   - arguments: The arguments of the call that drew it.
    ///   - isDiscrete: Whether the entries have few values, and so repeat each other.
    /// - Returns: Whether the property holds, the measured and the expected value, and the allowed difference.
    package func test(_ value: Value, _ arguments: Arguments, isDiscrete: Bool = false) -> (
      holds: Bool, measured: Double, expected: Double, allowed: Double
    ) {
      // Tensors compute in optimised code even in a debug build; a loop here would not.
      let sample = Tensor(value.scalars)
      let n = Double(sample.count)
      let mean = sample.sum() / n
      switch self {
      case .mean(let expected, let deviation):
        let skewness = skewness(sample) / n.squareRoot()
        let expected = expected(arguments)
        // Numbers that do not vary have a mean with an error of rounding.
        let rounding = 1e-12 * expected.magnitude
        let allowed =
          bound(Self.threshold, skewness) * deviation(arguments) / n.squareRoot() + rounding
        return ((mean - expected).magnitude <= allowed, mean, expected, allowed)
      case .standardDeviation(let expected, let kurtosis):
        let measured = ((sample - mean).squared().sum() / (n - 1)).squareRoot()
        let expected = expected(arguments)
        // Var(s²) ≈ σ⁴(κ − 1)/n, and s ≈ σ + (s² − σ²)/2σ.
        let allowed = Self.threshold * expected * ((kurtosis - 1) / n).squareRoot() / 2
        return ((measured - expected).magnitude <= allowed, measured, expected, allowed)
      case .range(let range):
        let range = range(arguments)
        let outside = sample.scalars.first { !range.contains($0) }
        let bound = (outside ?? 0) < range.lowerBound ? range.lowerBound : range.upperBound
        return (outside == nil, outside ?? range.lowerBound, bound, 0)
      case .values(let values):
        let values = Set(values(arguments))
        func nearest(_ number: Double) -> Double {
          values.min { ($0 - number).magnitude < ($1 - number).magnitude } ?? .nan
        }
        func isNear(_ number: Double, _ value: Double) -> Bool {
          (number - value).magnitude <= 1e-9 * max(value.magnitude, 1)
        }
        let known = values.reduce(0) { count, value in
          count + (abs(sample - value) .<= 1e-9 * max(value.magnitude, 1)).sum()
        }
        let stranger =
          known < n
          ? sample.scalars.first { number in !values.contains { isNear(number, $0) } } : nil
        let shown = stranger ?? sample.scalars.first ?? 0
        return (stranger == nil, shown, nearest(shown), 0)
      case .distribution(_, let cumulative):
        // The gap at any bound is at most the Kolmogorov–Smirnov statistic, so a few hundred bounds instead
        // of all give no more false alarms.
        let bounds = stride(from: 0, to: sample.count, by: max(sample.count / 256, 1))
        let gap = bounds.map { position in
          let bound = sample.scalars[position]
          return ((sample .<= bound).sum() / n - cumulative(bound, arguments)).magnitude
        }.max()
        let allowed = Self.distributionThreshold / n.squareRoot()
        return (gap ?? 0 <= allowed, gap ?? 0, 0, allowed)
      case .independence:
        // Among 10⁴ numbers with the 2²³ magnitudes of a `Float`, five equal ones are rarer than 10⁻⁹. Numbers
        // that are clipped at a bound are equal there.
        let counts =
          isDiscrete ? [:] : Dictionary(abs(sample).scalars.map { ($0, 1) }, uniquingKeysWith: +)
        let repeated = isDiscrete ? 0 : 1 - Double(counts.count) / n
        if repeated > 0.01 { return (false, repeated, 0, 0.01) }
        let most = Double(counts.values.max() ?? 0)
        if most > 4 { return (false, most / n, 0, 4 / n) }
        // Neighbours along the last two axes are the likeliest; many other distances have a wider interval.
        let neighbours = [1, value.shape.last ?? 1]
        let others = (2...Self.distances).filter {
          !neighbours.contains($0) && $0 < sample.count / 2
        }
        let deviations = sample - mean
        // Numbers that do not vary, such as a mask of ones, have no correlation.
        if deviations.squared().sum() <= 1e-24 * n * max(mean * mean, 1) {
          return (true, 0, 0, Self.threshold / n.squareRoot())
        }
        let skewness = skewness(sample) * skewness(sample) / n.squareRoot()
        for (lags, threshold) in [(neighbours, Self.threshold), (others, Self.distantThreshold)] {
          let largest =
            lags.map { correlation(deviations, lag: $0) }
            .max { $0.magnitude < $1.magnitude } ?? 0
          let allowed = bound(threshold, skewness) / n.squareRoot()
          if largest.magnitude > allowed { return (false, largest, 0, allowed) }
        }
        return (true, 0, 0, Self.threshold / n.squareRoot())
      }
    }
  }
}

/// The skewness of a sample; 0 if all numbers are the same.
private func skewness(_ sample: Tensor) -> Double {
  let deviations = sample - sample.sum() / Double(sample.count)
  let variance = deviations.squared().sum() / Double(sample.count)
  guard variance > 1e-24 else { return 0 }
  guard let cubes = try? deviations * deviations.squared() else { return 0 }
  let third = cubes.sum() / Double(sample.count)
  return third / (variance * variance.squareRoot())
}

/// The bound of a skewed statistic that is exceeded about as rarely as a quantile of the normal distribution.
private func bound(_ quantile: Double, _ skewness: Double) -> Double {
  quantile + skewness.magnitude * (quantile * quantile - 1) / 6
}

/// The correlation of each deviation with the one that comes `lag` places later.
private func correlation(_ deviations: Tensor, lag: Int) -> Double {
  let count = deviations.count
  guard (1..<count).contains(lag), let early = try? deviations.sliced(0..<count - lag),
    let late = try? deviations.sliced(lag..<count), let covariance = try? early.dot(late)
  else { return 0 }
  return covariance / deviations.squared().sum()
}
