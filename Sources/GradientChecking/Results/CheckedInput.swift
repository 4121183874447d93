/// One input of a checked function, as a report knows it.
public struct CheckedInput: Codable, Sendable, Equatable {
  /// The name of the input.
  public var name: String
  /// Its blocks of coordinates, with their names within the input; empty when it is not differentiated.
  public var parts: [CoordinatePart]
  /// The position of its first coordinate among those of all inputs.
  public var start: Int

  /// How many coordinates it has.
  public var count: Int { parts.reduce(0) { $0 + $1.count } }

  /// The name of one of its coordinates, as `weight[2, 3]`.
  ///
  /// - Parameter offset: The position within the input.
  /// - Returns: The name of the input, the field and the index on every axis.
  public func label(_ offset: Int) -> String {
    var rest = offset
    for part in parts {
      if rest < part.count { return part.nested(in: name).label(rest) }
      rest -= part.count
    }
    return "\(name)[\(offset)]"
  }
}

/// A wrong shape, found before any number is compared.
public struct ShapeProblem: Codable, Sendable, Equatable {
  /// Which gradient has it.
  public var name: String
  /// The shape of each block of the input.
  public var expected: [[Int]]
  /// The shape of each block of its gradient.
  public var actual: [[Int]]

  /// Creates a finding.
  ///
  /// - Parameters:
  ///   - name: Which gradient has the wrong shape.
  ///   - expected: The shape of each block of the input.
  ///   - actual: The shape of each block of its gradient.
  public init(name: String, expected: [[Int]], actual: [[Int]]) {
    self.name = name
    self.expected = expected
    self.actual = actual
  }
}
