/// Coordinates that were looked at together, along random directions that move all of them.
///
/// With wᵢ = |aᵢ|·Sᵢ for the analytic value aᵢ and the scale Sᵢ, coordinate i is moved by
/// dᵢ = Uᵢ·rᵢ, with Uᵢ uniform in −√3 … √3 and rᵢ = Sᵢ·min(1, W/wᵢ). Errors e show as Σ eᵢ·dᵢ, whose density is
/// nowhere above 0.41/‖e·r‖ (Ball, "Cube slicing in Rⁿ", 1986): along m independent directions
///
///     P(|slope error| ≤ τ in all of them) ≤ (0.82·τ / (|eᵢ|·rᵢ))ᵐ        for every i
///
/// The share stated here is the relative error at which this is the miss probability.
public struct ScreenedGroup: Codable, Sendable, Equatable {
  /// How many coordinates were certified.
  public var certified = 0
  /// How many are too small beside the others to be seen; their values are not contradicted.
  public var belowSight = 0
  /// How many of those certified have the analytic value 0.
  public var zeros = 0
  /// The largest share of its own size by which a certified coordinate may be wrong.
  @NonFinite public var share: Double = 0
  /// By how much those that are 0 or below sight may be wrong, times their scale.
  @NonFinite public var bound: Double
  /// The probability that a coordinate which is wrong by more than that is missed.
  @NonFinite public var missProbability: Double = 0
  /// How many random directions were tried.
  public var directions = 0
}

/// A sample of an input in which errors are everywhere.
public struct ErrorSample: Codable, Sendable, Equatable {
  /// The name of the input.
  public var input: String
  /// How many of its coordinates were looked at one by one.
  public var sampled: Int
  /// How many of them are wrong.
  public var wrong: Int
  /// How many coordinates the input has.
  public var count: Int
  /// analytic / measured, where the wrong coordinates agree on it.
  public var ratio: Double?
}
