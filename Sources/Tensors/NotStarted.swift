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
