/// A named size: `N`, the batch size, say.
///
/// Names appear in messages ("N = 3 is the batch size"), so that a factor of 3 can be told from a 3 that
/// happens to be somewhere else. Give every axis of an exercise a size of its own.
public struct Axis: Sendable, Equatable, Codable {
  /// The letter used in shapes.
  public let name: String

  /// What it counts.
  public let meaning: String

  /// The size in ordinary probes.
  public let size: Int

  /// The smallest size that makes sense: 2 for classes, of which one alone is always right.
  public let least: Int

  /// What the axis is for the grader.
  public let role: Role

  /// What an axis is for the grader, which tries more on some than on others.
  public enum Role: String, Sendable, Codable {
    /// It counts the items of a batch, each of which is computed alone.
    case batch
    /// It counts anything else.
    case other
  }

  /// Creates an axis.
  ///
  /// - Parameters:
  ///   - name: The letter used in shapes, such as `N`.
  ///   - meaning: What it counts, such as "batch size".
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
