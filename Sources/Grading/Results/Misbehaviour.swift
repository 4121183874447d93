/// Behaviour for which the process of a student's code is ended.
package enum Misbehaviour: Codable, Sendable, Equatable {
  /// A signal such as SIGSTOP stopped the process.
  case stoppedItself
  /// The code used up its time, and had printed at least so much.
  case flood(megabytes: Int, seconds: Double)
  /// The code started so many processes.
  case processes(Int)
  /// The code wrote so much to so many files.
  case files(megabytes: Int, count: Int)
}
