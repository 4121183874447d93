import Foundation

/// Something that random numbers must satisfy, tested so that right code fails less than once in 10⁷.
///
/// Each test compares a statistic with its sampling distribution and allows 5.5 standard deviations:
/// P(|z| > 5.5) = 3.8e-8. An exercise with up to ten properties and probes together so stays below 1e-6.
public enum Property: Sendable {
  /// The mean of all entries, which are independent with this mean and standard deviation.
  case mean(@Sendable (Arguments) -> Double, standardDeviation: @Sendable (Arguments) -> Double)
  /// The standard deviation of all entries; `kurtosis` is E[(x − μ)⁴]/σ⁴: 3 when normal, 1.8 uniform.
  case standardDeviation(@Sendable (Arguments) -> Double, kurtosis: Double)
  /// Bounds that no entry leaves.
  case range(@Sendable (Arguments) -> ClosedRange<Double>)
  /// The distribution of all entries, by its cumulative distribution function.
  case distribution(String, cumulative: @Sendable (Double, Arguments) -> Double)

  /// The largest deviation, in standard deviations of the statistic, that passes.
  package static let threshold = 5.5

  /// The largest √n·D of a Kolmogorov–Smirnov test that passes: 2·exp(−2·2.93²) = 7e-8.
  package static let distributionThreshold = 2.93

  /// The property's name in messages.
  package var name: String {
    switch self {
    case .mean: "mean"
    case .standardDeviation: "standard deviation"
    case .range: "range"
    case .distribution(let name, _): "\(name) distribution"
    }
  }

  /// Whether a sample has the property, with the measured and the expected value.
  package func test(_ sample: [Double], _ arguments: Arguments) -> (
    holds: Bool, measured: Double, expected: Double, allowed: Double
  ) {
    let n = Double(sample.count)
    let mean = sample.reduce(0, +) / n
    switch self {
    case .mean(let expected, let deviation):
      let allowed = Property.threshold * deviation(arguments) / n.squareRoot()
      let expected = expected(arguments)
      return ((mean - expected).magnitude <= allowed, mean, expected, allowed)
    case .standardDeviation(let expected, let kurtosis):
      let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
      let expected = expected(arguments)
      // Var(s²) ≈ σ⁴(κ − 1)/n, and s ≈ σ + (s² − σ²)/2σ.
      let allowed = Property.threshold * expected * ((kurtosis - 1) / n).squareRoot() / 2
      let measured = variance.squareRoot()
      return ((measured - expected).magnitude <= allowed, measured, expected, allowed)
    case .range(let range):
      let range = range(arguments)
      let outside = sample.first { !range.contains($0) }
      return (outside == nil, outside ?? range.lowerBound, range.upperBound, 0)
    case .distribution(_, let cumulative):
      let sorted = sample.sorted()
      var distance = 0.0
      for (i, x) in sorted.enumerated() {
        let probability = cumulative(x, arguments)
        distance = max(
          distance,
          Double(i + 1) / n - probability,
          probability - Double(i) / n
        )
      }
      let scaled = distance * n.squareRoot()
      return (
        scaled <= Property.distributionThreshold, scaled, 0, Property.distributionThreshold
      )
    }
  }
}
