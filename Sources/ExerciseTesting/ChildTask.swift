import Foundation
import Grading

/// The task of a child process: its grader, its limits and its confinement.
///
/// The task arrives through the standard input. The student's code could read the environment, and with it the
/// seed of the probes.
struct ChildTask: Codable, Sendable {
  enum Kind: String, Codable {
    /// Judge the student's functions.
    case grade
    /// Certify the grader.
    case certify
    /// Record the answers of the reference and the known mistakes.
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
  /// The folder in which the child starts, and which is removed after its end.
  var scratch: String
  /// The confinement of the student's code; nil outside a class.
  var confinement: Confinement?
  /// The pieces of a milestone that are the student's own, because their exercises passed.
  var ownPieces: [ExerciseID] = []
  /// The subjects of the members that ended an earlier child, and are not called again.
  var skipped: Set<Subject>
  /// The recorded answers of a handout, which a confined child cannot read.
  var recording: Data?
}

/// The confinement of a child process.
struct Confinement: Codable, Sendable {
  /// The user of the process, if the parent may choose one.
  var user: UInt32?
  /// The files and folders that the process may read.
  var readable: [String]
}

/// The exit codes of a child process, for people; the parent reads only the channel.
enum ChildExit {
  static let done: Int32 = 0
  static let disordered: Int32 = 43
}

/// The constants that parent and child share.
enum ChildProtocol {
  /// The environment variable that marks a child process.
  static let variable = "GRADSCHOOL_CHILD"

  /// The descriptor of the file behind the channel.
  static let channel: Int32 = 3

  /// The beginnings of the names of the variables that a child inherits.
  ///
  /// The seed, and the keys that a continuous integration may have in its environment, are not among them.
  static let visible = [
    "PATH", "GRADSCHOOL_MARK", "LANG", "LC_", "TZ", "USER", "LOGNAME", "LD_LIBRARY_PATH", "DYLD_",
    "SWIFT_ROOT",
    "GRADSCHOOL_FULL", "GRADSCHOOL_CERTIFY", "GRADSCHOOL_TESTS",
  ]

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
