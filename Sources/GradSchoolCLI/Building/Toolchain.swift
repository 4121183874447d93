import Foundation

/// What builds and tests a package: `swift` itself, or a stand-in.
protocol Toolchain {
  /// Runs one command of the toolchain and waits for its end.
  ///
  /// - Parameters:
  ///   - arguments: The words after `swift`: `["build", "--build-tests"]`.
  ///   - environment: Variables to add to the few that a build needs: what else this process has does not
  ///     reach it, or SwiftPM would compile the manifest again wherever it differs.
  ///   - log: A file to which all output goes.
  ///   - onLine: Called for each line of output.
  ///   - onTick: Called a few times a second.
  /// - Returns: The exit code.
  /// - Throws: ``ProgramError/interrupted(signal:)`` when the student stopped the program; nothing that was
  ///   started is left running then.
  func run(
    _ arguments: [String],
    environment: [String: String],
    log: URL,
    onLine: (String) -> Void,
    onTick: () -> Void
  ) throws -> Int32

  /// The same toolchain, whose commands are stopped when they take longer.
  ///
  /// - Parameter limit: The time by the clock.
  /// - Returns: One that throws ``ProgramError/tookTooLong(command:seconds:)``.
  func limited(to limit: Duration) -> any Toolchain

  /// The same toolchain, whose commands are stopped when nobody needs them any more, for this reason too.
  ///
  /// - Parameter isNeedless: Asked a few times a second.
  /// - Returns: One that throws ``ProgramError/interrupted(signal:)`` then.
  func abandoned(when isNeedless: @escaping () -> Bool) -> any Toolchain
}

extension Toolchain {
  func limited(to limit: Duration) -> any Toolchain { self }
  func abandoned(when isNeedless: @escaping () -> Bool) -> any Toolchain { self }
}
