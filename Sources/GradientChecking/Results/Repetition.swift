/// Two values that the function gave for one output at the same point.
public struct Repetition: Codable, Sendable, Equatable {
  /// The position of the output among all outputs.
  public var output: Int
  /// Its value at the first call.
  @NonFinite public var first: Double
  /// Its value at a later call with the same inputs.
  @NonFinite public var second: Double
}
