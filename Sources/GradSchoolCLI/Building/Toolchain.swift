import Foundation

/// The program that builds and tests a package: `swift` itself, or a stand-in.
protocol Toolchain {
  /// Runs one command of the toolchain and waits for its end.
  ///
  /// - Parameters:
  ///   - arguments: The words after `swift`: `["build", "--build-tests"]`.
  ///   - environment: Variables to add to the few that a build needs. The command inherits no others, because
  ///     SwiftPM compiles the manifest again whenever one differs.
  ///   - log: A file to which all output goes.
  ///   - onLine: Called for each line of output.
  ///   - onTick: Called a few times a second.
  /// - Returns: The exit code.
  /// - Throws: ``ProgramError/interrupted(signal:)`` when the student stopped the program; no child process is
  ///   left running then.
  func run(
    _ arguments: [String],
    environment: [String: String],
    log: URL,
    onLine: (String) -> Void,
    onTick: () -> Void
  ) throws -> Int32

  /// The same toolchain with a time limit for its commands.
  ///
  /// - Parameter limit: The time by the clock.
  /// - Returns: One that throws ``ProgramError/tookTooLong(command:seconds:)``.
  func limited(to limit: Duration) -> any Toolchain

  /// The same toolchain with one more reason to stop a command: that it is no longer needed.
  ///
  /// - Parameter isNeedless: Asked a few times a second.
  /// - Returns: One that throws ``ProgramError/interrupted(signal:)`` then.
  func abandoned(when isNeedless: @escaping () -> Bool) -> any Toolchain
}

extension Toolchain {
  func limited(to limit: Duration) -> any Toolchain { self }
  func abandoned(when isNeedless: @escaping () -> Bool) -> any Toolchain { self }
}
