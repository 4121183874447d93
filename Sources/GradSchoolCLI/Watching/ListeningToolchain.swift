import Foundation

/// A toolchain that, while it works, also listens to something else.
struct ListeningToolchain: Toolchain {
  let base: any Toolchain
  /// Called a few times a second.
  let listen: () -> Void

  func run(
    _ arguments: [String],
    environment: [String: String],
    log: URL,
    onLine: (String) -> Void,
    onTick: () -> Void
  ) throws -> Int32 {
    try base.run(arguments, environment: environment, log: log, onLine: onLine) {
      listen()
      onTick()
    }
  }
}
