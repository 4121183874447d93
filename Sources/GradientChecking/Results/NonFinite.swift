import Tensors

/// A number that survives JSON even where it is NaN or infinite: those become strings.
@propertyWrapper
public struct NonFinite: Codable, Sendable, Equatable {
  /// The number.
  public var wrappedValue: Double

  /// Wraps a number.
  ///
  /// - Parameter wrappedValue: Any number.
  public init(wrappedValue: Double) { self.wrappedValue = wrappedValue }

  /// Reads a number.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws.
  public init(from decoder: any Decoder) throws {
    wrappedValue = try CodableScalar(from: decoder).value
  }

  /// Writes the number.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    try CodableScalar(wrappedValue).encode(to: encoder)
  }
}
