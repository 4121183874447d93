extension Exercise {
  /// A named size, such as the batch size `N`.
  ///
  /// Names appear in messages ("N = 3 is the batch size"). Give every axis of an exercise a different size: then
  /// a factor of 3 can only come from this axis.
  public struct Axis: Sendable, Equatable, Codable {
    /// The letter used in shapes.
    public let name: String

    /// The meaning of the size, such as "batch size".
    public let meaning: String

    /// The size in ordinary probes.
    public private(set) var size: Int

    /// The smallest size that makes sense: 2 for classes, because a single class is always right.
    public let least: Int

    /// The role of the axis.
    public let role: Role

    /// The number of which every size is a multiple: 2 for a width that must be even.
    public let divisor: Int

    /// The other axes of which the size is a sum, with their factors; empty for a size of its own.
    package let terms: [String: Int]

    /// A role of an axis, which decides which explanations the grader tries.
    public enum Role: String, Sendable, Codable {
      /// The axis of a batch, whose items are computed independently.
      case batch
      /// Any other axis.
      case other
    }

    /// An axis with a size of its own.
    ///
    /// - Parameters:
    ///   - name: The letter used in shapes, such as `N`.
    ///   - meaning: The meaning of the size, such as "batch size".
    ///   - size: The size in ordinary probes, different from that of every other axis.
    ///   - least: The smallest size that makes sense, for the smallest case that a student is shown.
    ///   - role: `.batch` for the axis along which the items of a batch lie.
    ///   - divisor: The number of which every size is a multiple: 2 for a width that must be even.
    /// - Returns: The axis.
    public static func axis(
      _ name: String,
      _ meaning: String,
      _ size: Int,
      atLeast least: Int = 1,
      role: Role = .other,
      multipleOf divisor: Int = 1
    ) -> Axis {
      Axis(
        name: name,
        meaning: meaning,
        size: size,
        least: max(least, divisor),
        role: role,
        divisor: divisor,
        terms: [:]
      )
    }

    /// An axis whose size is a multiple of another's or the sum of several: the four gates of a layer with H units.
    ///
    ///     .axis("4H", "number of units, once for each gate", sumOf: ["H": 4])
    ///
    /// - Parameters:
    ///   - name: The letters used in shapes, such as `4H`.
    ///   - meaning: The meaning of the size.
    ///   - terms: The names of the other axes, each with its factor.
    /// - Returns: The axis.
    public static func axis(_ name: String, _ meaning: String, sumOf terms: [String: Int]) -> Axis {
      Axis(name: name, meaning: meaning, size: 0, least: 1, role: .other, divisor: 1, terms: terms)
    }

    /// The same axis with another size.
    package func resized(to size: Int) -> Axis {
      var copy = self
      copy.size = size
      return copy
    }
  }
}
