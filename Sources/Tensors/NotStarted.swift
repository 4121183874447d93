/// What a stub throws until a student has written it.
///
/// The grader reports an exercise that throws `NotStarted` as not started: it costs nothing, and is no
/// failure.
public struct NotStarted: Error, Equatable, CustomStringConvertible {
  /// Creates the error.
  public init() {}

  /// A sentence for whoever calls an unwritten function.
  public var description: String { "This function has not been written yet." }
}

extension NotStarted {
  /// Keeps an exercise that hands out code to be repaired from being graded before the student begins.
  ///
  /// It always throws. Such a stub calls it first, and the student deletes the call.
  ///
  /// - Throws: ``NotStarted``, always.
  public static func untilThisLineIsDeleted() throws { throw NotStarted() }
}
