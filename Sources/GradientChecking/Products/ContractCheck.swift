/// Whether a function keeps a promise that every backward function makes, besides right numbers.
public struct ContractCheck: Codable, Sendable, Equatable {
  /// The promises that can be checked.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// B(αu + βv) = αB(u) + βB(v), and B(0) = 0.
    case linearInUpstream
    /// Two calls with the same inputs agree bit for bit.
    case deterministic
    /// A Hessian–vector product agrees with the differences of the gradient.
    case secondOrder
  }

  /// The promise.
  public var rule: Rule
  /// Whether it was kept.
  public var holds: Bool
  /// The finding as a sentence: how the promise was broken, or how many numbers were compared.
  public var explanation: String
}

/// The first position at which numbers differ by more than a tolerance; NaN equals NaN.
func firstDifference(_ actual: [Double], _ expected: [Double], tolerance: Double = 0) -> Int? {
  guard actual.count == expected.count else { return min(actual.count, expected.count) }
  return actual.indices.first { i in
    let (a, b) = (actual[i], expected[i])
    if a.isNaN || b.isNaN { return a.isNaN != b.isNaN }
    return a != b && !(abs(a - b) <= tolerance)
  }
}

/// The name of a position within several blocks of coordinates.
func label(_ position: Int, in parts: [CoordinatePart]) -> String {
  let label = CheckedInput(name: "", parts: parts, start: 0).label(position)
  return label.isEmpty ? "the value" : label
}
