import Foundation
import Grading

/// What a child process is told: which grader to run, how far it may go, and how it is confined.
///
/// It arrives through the standard input, not through the environment: that could be read by the student's
/// code, and with it the seed of the probes.
struct ChildTask: Codable, Sendable {
  enum Kind: String, Codable {
    /// Judge the student's functions.
    case grade
    /// Judge the grader, by the solutions and the known mistakes.
    case certify
    /// Write down what the reference and the known mistakes answer.
    case record
  }

  var kind: Kind
  /// The mangled name of the grader's type.
  var grader: String
  var nonce: String
  var limits: Exercise.Limits
  var seed: UInt64
  /// The root of the package, and the run of its tests.
  var package: String
  var run: String
  /// The process that waits for this one.
  var parent: Int32
  /// The folder that the child starts in; it is removed when the child has ended.
  var scratch: String
  /// What else keeps the student's code from the machine; nil outside a class.
  var confinement: Confinement?
  /// The recorded answers of a handout, which a confined child could not read.
  var recording: Data?
}

/// How far a confined child process can reach.
struct Confinement: Codable, Sendable {
  /// The user as whom it runs, if the parent may choose.
  var user: UInt32?
  /// The files and folders that it may read.
  var readable: [String]
}

/// The exit codes by which a child process ends itself; the parent reads the channel, not these.
enum ChildExit {
  static let done: Int32 = 0
  static let disordered: Int32 = 43
}

/// What parent and child agree about beforehand.
enum ChildProtocol {
  /// The environment variable by which a process knows that it is a child.
  static let variable = "GRADSCHOOL_CHILD"

  /// The descriptor of the file behind the channel.
  static let channel: Int32 = 3

  /// The variables of the parent that a child gets to see; those in which a name begins with one of these.
  ///
  /// Neither the seed nor what else a shell may hold (keys of a continuous integration, say).
  static let visible = [
    "PATH", "GRADSCHOOL_MARK", "LANG", "LC_", "TZ", "USER", "LOGNAME", "LD_LIBRARY_PATH", "DYLD_",
    "SWIFT_ROOT",
    "GRADSCHOOL_FULL", "GRADSCHOOL_CERTIFY", "GRADSCHOOL_TESTS",
  ]

  /// The environment of a child.
  static func environment(
    _ parent: [String: String],
    mark: String,
    scratch: String,
    home: String?
  ) -> [String: String] {
    var variables = parent.filter { name, _ in visible.contains { name.hasPrefix($0) } }
    variables[variable] = mark
    variables["TMPDIR"] = scratch
    variables["HOME"] = home ?? parent["HOME"]
    variables["SWIFT_BACKTRACE"] =
      "enable=yes,color=no,interactive=no,format=json,threads=crashed,images=none,limit=24,top=4,"
      + "output-to=\(scratch)/"
    return variables
  }
}
