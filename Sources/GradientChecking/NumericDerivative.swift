import Tensors

/// A derivative measured by finite differences, with a bound on its error.
///
/// It is the derivative at t = 0 of φ(t) = ⟨v, f(x + t·d)⟩, with v the upstream gradient and d the direction
/// (one coordinate, or all of them at once).
public struct NumericDerivative: Sendable, Equatable {
  /// How the function behaves around the point.
  public enum Behaviour: Sendable, Equatable {
    /// Differentiable, as far as rounding lets one see.
    case smooth
    /// Continuous, with one slope on the left and another on the right, as ReLU at 0.
    case kink(left: Double, right: Double)
    /// Not continuous at the point.
    case jump
    /// Continuous with an unbounded slope, as a square root at 0.
    case singular
    /// Defined on one side of the point only; the value is the slope on that side.
    case oneSided
    /// Not finite at any step that was tried.
    case notFinite
  }

  /// The derivative; at a kink the mean of both slopes; NaN when it could not be computed.
  public var value: Double
  /// The distance from the true derivative that is not exceeded, as far as the measurements tell.
  public var errorBound: Double
  /// How the function behaves around the point.
  public var behaviour: Behaviour
  /// The size of the outputs that changed, weighted by the upstream gradient: Σⱼ |vⱼ|·|fⱼ|.
  public var magnitude: Double
  /// How many times the function was evaluated.
  public var evaluations: Int
}

extension NumericDerivative: Codable {
  private enum CodingKeys: String, CodingKey {
    case value, errorBound, behaviour, left, right, magnitude, evaluations
  }

  private enum Name: String, Codable { case smooth, kink, jump, singular, oneSided, notFinite }

  /// Writes the derivative; NaN and infinity become strings.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(CodableScalar(value), forKey: .value)
    try container.encode(CodableScalar(errorBound), forKey: .errorBound)
    try container.encode(CodableScalar(magnitude), forKey: .magnitude)
    try container.encode(evaluations, forKey: .evaluations)
    let name: Name
    switch behaviour {
    case .smooth: name = .smooth
    case .jump: name = .jump
    case .singular: name = .singular
    case .oneSided: name = .oneSided
    case .notFinite: name = .notFinite
    case .kink(let left, let right):
      name = .kink
      try container.encode(CodableScalar(left), forKey: .left)
      try container.encode(CodableScalar(right), forKey: .right)
    }
    try container.encode(name, forKey: .behaviour)
  }

  /// Reads a derivative.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double {
      try container.decode(CodableScalar.self, forKey: key).value
    }
    value = try number(.value)
    errorBound = try number(.errorBound)
    magnitude = try number(.magnitude)
    evaluations = try container.decode(Int.self, forKey: .evaluations)
    switch try container.decode(Name.self, forKey: .behaviour) {
    case .smooth: behaviour = .smooth
    case .jump: behaviour = .jump
    case .singular: behaviour = .singular
    case .oneSided: behaviour = .oneSided
    case .notFinite: behaviour = .notFinite
    case .kink: behaviour = .kink(left: try number(.left), right: try number(.right))
    }
  }
}
