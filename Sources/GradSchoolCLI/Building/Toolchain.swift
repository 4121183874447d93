import Foundation

/// The program that builds and tests a package: `swift` itself, or a stand-in.
protocol Toolchain {
  /// Runs a command, waits for its end, and returns its exit code.
  ///
  /// - Throws: ``ProgramError/interrupted(signal:)`` when the student stopped the program or the command is no
  ///   longer needed, ``ProgramError/tookTooLong(command:seconds:)``,
  ///   ``ProgramError/wasSilent(command:seconds:)``. No child process is left running then.
  func run(_ command: ToolchainCommand) throws -> Int32
}

struct ToolchainCommand {
  /// The words after `swift`: `["build", "--build-tests"]`.
  var arguments: [String]
  /// Variables to add to the few that a build needs.
  ///
  /// The command inherits no others, because SwiftPM compiles the manifest again whenever one differs.
  var environment: [String: String] = [:]
  var log: URL
  var limit: Duration
  /// How long the command may print nothing.
  var silence: Duration = .seconds(3_600)
  /// Whether the command is no longer needed; asked a few times a second.
  var isNeedless: () -> Bool = { false }
  /// Called for each line of output.
  var onLine: (String) -> Void = { _ in }
  /// Called a few times a second.
  var onTick: () -> Void = {}
}
