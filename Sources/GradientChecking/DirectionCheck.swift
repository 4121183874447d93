import Tensors

/// The comparison of a claimed gradient with finite differences along one random direction.
///
/// With g Gaussian over all coordinates, ⟨∇, g⟩ is compared with the slope of t ↦ ⟨v, f(x + t·g)⟩. An error w
/// of the gradient shows as ⟨w, g⟩, which is normal with standard deviation ‖w‖, whatever the positions
/// and signs of its entries:
///
///     P(w is missed) = P(|⟨w, g⟩| ≤ τ) ≤ √(2/π)·τ/‖w‖
///
/// Directions of ±1 would miss two opposite errors of equal size half of the time, and a direction of all
/// ones would miss them always.
public struct DirectionCheck: Sendable, Equatable {
  /// ⟨claimed gradient, g⟩.
  public var analytic: Double
  /// The measured slope along g.
  public var numeric: Double
  /// How far the measured slope may be from the truth.
  public var errorBound: Double
  /// τ: the disagreement up to which the direction certifies.
  public var tolerance: Double
  /// What the comparison came to.
  public var classification: Classification
  /// How many times the function was evaluated.
  public var evaluations: Int

  /// The answer: only a pass or a zero certifies.
  ///
  /// A kink along a direction may come from a few coordinates. The gap between both slopes is wide enough
  /// to hide errors in all others, and a gradient that chose a valid value at every coordinate need not
  /// lie within it: it neither certifies nor accuses.
  public var outcome: Classification.Outcome {
    switch classification {
    case .pass, .zero: .passed
    case .kink: .inconclusive
    default: classification.outcome
    }
  }

  /// Compares along a line: stage 1 at several steps, and the ladder where none certifies.
  ///
  /// Long directions cross many corners of a piecewise function, which smaller steps avoid; a noisy
  /// function wants larger ones.
  init(analytic: Double, along line: Line) throws {
    let precision = line.precision
    self.analytic = analytic
    evaluations = 0
    let steps = precision == .double ? [0x1p-11, 0x1p-15, 0x1p-18, 0x1p-8] : [0x1p-6, 0x1p-9]
    let (agreement, resolution) = precision == .double ? (1e-8, 1e-6) : (1e-4, 1e-3)
    var tried = 0.0
    for step in steps where analytic.isFinite {
      evaluations += 4
      guard let quick = try QuickEstimate(along: line, step: step, claimed: .nan) else { continue }
      let size = max(abs(analytic), abs(quick.value))
      let isZero = quick.certified(analytic, precision) == .zero
      let isReliable =
        quick.error <= resolution * size && quick.isSmooth(precision, size: size)
      guard isZero || isReliable else { continue }
      let tau =
        isZero
        ? 4 * quick.error
        : min(4 * quick.error, agreement * size) + precision.analyticRounding * size
      if isZero || abs(analytic - quick.value) <= tau {
        numeric = quick.value
        errorBound = 4 * quick.error
        tolerance = tau
        classification = isZero ? .zero : .pass
        return
      }
      // A reliable measurement disagrees. To try other steps until one agrees would be to draw again.
      tried = tau
      break
    }
    let measured = try NumericDerivative.measured(along: line)
    numeric = measured.value
    errorBound = measured.errorBound
    let size = max(abs(analytic), abs(numeric))
    tolerance = max(tried, errorBound + precision.analyticRounding * size)
    classification = measured.classification(of: analytic, precision: precision)
    evaluations += measured.evaluations
  }

  /// The largest probability that this direction misses an error of a given size.
  ///
  /// - Parameter norm: ‖w‖, the Euclidean norm of the error of the whole gradient.
  /// - Returns: min(1, √(2/π)·τ/‖w‖).
  public func missProbability(ofError norm: Double) -> Double {
    min(1, (2 / Double.pi).squareRoot() * tolerance / norm)
  }
}

extension DirectionCheck: Codable {
  private enum CodingKeys: String, CodingKey {
    case analytic, numeric, errorBound, tolerance, classification, evaluations
  }

  /// Writes the comparison; NaN and infinity become strings.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(CodableScalar(analytic), forKey: .analytic)
    try container.encode(CodableScalar(numeric), forKey: .numeric)
    try container.encode(CodableScalar(errorBound), forKey: .errorBound)
    try container.encode(CodableScalar(tolerance), forKey: .tolerance)
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
    analytic = try number(.analytic)
    numeric = try number(.numeric)
    errorBound = try number(.errorBound)
    tolerance = try number(.tolerance)
    classification = try container.decode(Classification.self, forKey: .classification)
    evaluations = try container.decode(Int.self, forKey: .evaluations)
  }
}
