/// What a student's code can do, by accident most often, for which its process is ended.
package enum Misbehaviour: Codable, Sendable, Equatable {
  /// It stopped its own process, as a debugger does, and nothing continued it.
  case stoppedItself
  /// It was at its limit, and had printed at least so much.
  case flood(megabytes: Int, seconds: Double)
  /// It started so many processes.
  case processes(Int)
  /// It wrote so much to so many files.
  case files(megabytes: Int, count: Int)
}
