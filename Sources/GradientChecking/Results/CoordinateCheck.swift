/// The comparison of one analytic partial derivative with finite differences.
public struct CoordinateCheck: Codable, Sendable, Equatable {
  /// The position of the coordinate among all coordinates of the point.
  public var index: Int
  /// The analytic value: what the backward function returned.
  @NonFinite public var analytic: Double
  /// The measured value; at a kink the mean of both slopes, NaN where none could be computed.
  @NonFinite public var numeric: Double
  /// How far the measured value may be from the truth.
  @NonFinite public var errorBound: Double
  /// The result of the comparison.
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
}
