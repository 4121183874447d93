import Grading

/// What a child process is told: which grader to run, how far it may go, and where to report.
struct Order: Codable, Sendable {
  enum Task: String, Codable {
    /// Judge the student's functions.
    case grade
    /// Judge the grader, by the solutions and the known mistakes.
    case certify
    /// Write down what the reference and the known mistakes answer.
    case record
  }

  var task: Task
  /// The mangled name of the grader's type.
  var grader: String
  var channel: String
  var nonce: String
  var output: String
  var errors: String
  var limits: Limits
  var seed: UInt64
  /// The root of the package, and the run of its tests.
  var package: String
  var run: String
}

/// The exit codes by which a child process ends itself; the parent reads the channel, not these.
enum ChildExit {
  static let judged: Int32 = 42
  static let harness: Int32 = 43
  static let stopped: Int32 = 44
  static let exited: Int32 = 46
}
