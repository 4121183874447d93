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
  public let size: Int

  /// The smallest size that makes sense: 2 for classes, because a single class is always right.
  public let least: Int

  /// The role of the axis.
  public let role: Role

  /// A role of an axis, which decides which explanations the grader tries.
  public enum Role: String, Sendable, Codable {
    /// The axis of a batch, whose items are computed independently.
    case batch
    /// Any other axis.
    case other
  }

  /// Creates an axis.
  ///
  /// - Parameters:
  ///   - name: The letter used in shapes, such as `N`.
  ///   - meaning: The meaning of the size, such as "batch size".
  ///   - size: The size in ordinary probes, different from that of every other axis.
  ///   - least: The smallest size that makes sense, for the smallest case that a student is shown.
  ///   - role: `.batch` for the axis along which the items of a batch lie.
  public init(
    _ name: String,
    _ meaning: String,
    _ size: Int,
    atLeast least: Int = 1,
    role: Role = .other
  ) {
    self.name = name
    self.meaning = meaning
    self.size = size
    self.least = least
    self.role = role
  }

  /// The same axis with another size.
  package func resized(to size: Int) -> Axis {
    Axis(name, meaning, size, atLeast: least, role: role)
  }
}
