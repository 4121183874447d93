extension Tensor: Codable {
  private enum CodingKeys: String, CodingKey {
    case shape
    case scalars
  }

  /// Writes the shape and the values.
  ///
  /// JSON has no NaN and no infinity: such values are written as the strings "nan", "inf" and "-inf".
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(shape, forKey: .shape)
    if scalars.allSatisfy(\.isFinite) {
      try container.encode(scalars, forKey: .scalars)
    } else {
      try container.encode(scalars.map(CodableScalar.init), forKey: .scalars)
    }
  }

  /// Reads a tensor.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws, or a ``TensorError`` when shape and values do not fit.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let shape = try container.decode([Int].self, forKey: .shape)
    let scalars = try container.decode([CodableScalar].self, forKey: .scalars)
    try self.init(shape: shape, scalars.map(\.value))
  }
}

/// A number that survives formats without NaN and infinity, as the values of a ``Tensor`` do.
///
///     try JSONEncoder().encode([1.5, .nan, -.infinity].map(CodableScalar.init))   // [1.5,"nan","-inf"]
///
/// NaN and the infinities are written as the strings "nan", "inf" and "-inf", and read from them; every other
/// number is written as it is. The sign and the payload of a NaN are not kept.
public struct CodableScalar: Codable, Sendable {
  /// The number.
  public let value: Double

  /// Wraps a number.
  ///
  /// - Parameter value: Any number.
  public init(_ value: Double) { self.value = value }

  /// Reads a number, or one of the three strings.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws, or `DecodingError.dataCorrupted` for any other string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      self.value = value
      return
    }
    switch try container.decode(String.self) {
    case "nan": value = .nan
    case "inf": value = .infinity
    case "-inf": value = -.infinity
    case let text:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(text) is no number, nan, inf or -inf"
      )
    }
  }

  /// Writes the number, or the string that stands for it.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite {
      try container.encode(value)
    } else {
      try container.encode(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
    }
  }
}
