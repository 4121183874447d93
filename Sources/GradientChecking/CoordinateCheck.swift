import Tensors

/// The comparison of one claimed partial derivative with finite differences.
public struct CoordinateCheck: Sendable, Equatable {
  /// The position of the coordinate among all coordinates of the point.
  public var index: Int
  /// The claimed value.
  public var analytic: Double
  /// The measured value; at a kink the mean of both slopes, NaN where none could be computed.
  public var numeric: Double
  /// How far the measured value may be from the truth.
  public var errorBound: Double
  /// What the comparison came to.
  public var classification: Classification
  /// How many times the function was evaluated for this coordinate.
  public var evaluations: Int

  /// |analytic − numeric|.
  public var difference: Double { abs(analytic - numeric) }

  /// |analytic − numeric| / max(|analytic|, |numeric|), and 0 where both are 0.
  public var relativeDifference: Double {
    let size = max(abs(analytic), abs(numeric))
    return size == 0 ? 0 : difference / size
  }

  /// Creates a comparison.
  ///
  /// - Parameters:
  ///   - index: The position of the coordinate.
  ///   - analytic: The claimed value.
  ///   - numeric: The measured value.
  ///   - errorBound: How far the measured value may be from the truth.
  ///   - classification: What the comparison came to.
  ///   - evaluations: How many times the function was evaluated.
  public init(
    index: Int,
    analytic: Double,
    numeric: Double,
    errorBound: Double,
    classification: Classification,
    evaluations: Int
  ) {
    self.index = index
    self.analytic = analytic
    self.numeric = numeric
    self.errorBound = errorBound
    self.classification = classification
    self.evaluations = evaluations
  }

  /// Compares a claimed derivative along a line: stage 1, and the ladder where stage 1 does not certify.
  init(index: Int, analytic: Double, along line: Line) throws {
    var evaluations = 0
    if analytic.isFinite {
      for step in QuickEstimate.steps(line.precision) {
        let quick = try QuickEstimate(
          along: line,
          step: step * line.scale,
          claimed: analytic
        )
        evaluations += quick?.evaluations ?? 4
        if let quick, let classification = quick.certified(analytic, line.precision) {
          self.init(
            index: index,
            analytic: analytic,
            numeric: quick.value,
            errorBound: 4 * quick.error,
            classification: classification,
            evaluations: evaluations
          )
          return
        }
      }
    }
    let numeric = try NumericDerivative.measured(along: line)
    self.init(
      index: index,
      analytic: analytic,
      numeric: numeric.value,
      errorBound: numeric.errorBound,
      classification: numeric.classification(of: analytic, precision: line.precision),
      evaluations: evaluations + numeric.evaluations
    )
  }
}

extension CoordinateCheck: Codable {
  private enum CodingKeys: String, CodingKey {
    case index, analytic, numeric, errorBound, classification, evaluations
  }

  /// Writes the comparison; NaN and infinity become strings.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(index, forKey: .index)
    try container.encode(CodableScalar(analytic), forKey: .analytic)
    try container.encode(CodableScalar(numeric), forKey: .numeric)
    try container.encode(CodableScalar(errorBound), forKey: .errorBound)
    try container.encode(classification, forKey: .classification)
    try container.encode(evaluations, forKey: .evaluations)
  }

  /// Reads a comparison.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double {
      try container.decode(CodableScalar.self, forKey: key).value
    }
    self.init(
      index: try container.decode(Int.self, forKey: .index),
      analytic: try number(.analytic),
      numeric: try number(.numeric),
      errorBound: try number(.errorBound),
      classification: try container.decode(Classification.self, forKey: .classification),
      evaluations: try container.decode(Int.self, forKey: .evaluations)
    )
  }
}
