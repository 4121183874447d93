/// The error of a stub that the student has not written yet.
///
/// The grader reports an exercise that throws `NotStarted` as not started, which is not a
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
  /// The stub calls this function first. It always throws; the student deletes the call.
  ///
  /// - Throws: ``NotStarted``, always.
  public static func untilThisLineIsDeleted() throws { throw NotStarted() }
}
