import Tensors

/// What the comparison of one claimed derivative with the measured one came to.
public enum Classification: Sendable, Equatable {
  /// The values agree within the measured error, and the error is small enough to mean something.
  case pass
  /// Both values are zero as far as rounding lets one see.
  case zero
  /// The function has a corner here. Valid: the claimed value lies between both slopes.
  case kink(left: Double, right: Double, isValid: Bool)
  /// The function is not continuous here, so that there is no derivative to compare with.
  case jump
  /// The slope is unbounded here, so that there is no derivative to compare with.
  case singular
  /// The values differ by more than the measurement can be wrong.
  case fail
  /// The values do not contradict each other, but the measurement is too coarse to certify anything.
  case inconclusive
  /// The claimed value is NaN or infinite, or the function is not finite around the point.
  case notFinite

  /// The three answers that a class stands for.
  public enum Outcome: String, Codable, Sendable {
    /// The claimed value is certified.
    case passed
    /// The claimed value is wrong.
    case failed
    /// The measurement cannot tell; never to be counted as a pass.
    case inconclusive
  }

  /// The answer that this class stands for.
  public var outcome: Outcome {
    switch self {
    case .pass, .zero, .kink(_, _, isValid: true): .passed
    case .fail, .notFinite, .kink(_, _, isValid: false): .failed
    case .jump, .singular, .inconclusive: .inconclusive
    }
  }

  /// The name of the class, without the values of a kink.
  public var name: String {
    switch self {
    case .pass: "pass"
    case .zero: "zero"
    case .kink(_, _, isValid: true): "kink"
    case .kink(_, _, isValid: false): "kink, wrong value"
    case .jump: "jump"
    case .singular: "singular"
    case .fail: "fail"
    case .inconclusive: "inconclusive"
    case .notFinite: "not finite"
    }
  }
}

extension Classification: Codable {
  private enum CodingKeys: String, CodingKey { case name, left, right }

  /// Writes the name, and the slopes of a kink.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if case .kink(let left, let right, _) = self {
      try container.encode(CodableScalar(left), forKey: .left)
      try container.encode(CodableScalar(right), forKey: .right)
    }
  }

  /// Reads a class.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws, or `DecodingError` for a name that is no class.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    let plain: [Classification] = [
      .pass, .zero, .jump, .singular, .fail, .inconclusive, .notFinite,
    ]
    if let match = plain.first(where: { $0.name == name }) {
      self = match
      return
    }
    guard name.hasPrefix("kink") else {
      throw DecodingError.dataCorruptedError(
        forKey: .name,
        in: container,
        debugDescription: "\(name) is no class of a gradient check"
      )
    }
    self = .kink(
      left: try container.decode(CodableScalar.self, forKey: .left).value,
      right: try container.decode(CodableScalar.self, forKey: .right).value,
      isValid: name == "kink"
    )
  }
}
