import Foundation

/// A toolchain that, while it works, also listens to something else.
struct ListeningToolchain: Toolchain {
  var base: any Toolchain
  /// Called a few times a second.
  let listen: () -> Void

  func limited(to limit: Duration) -> any Toolchain {
    ListeningToolchain(base: base.limited(to: limit), listen: listen)
  }

  func abandoned(when isNeedless: @escaping () -> Bool) -> any Toolchain {
    ListeningToolchain(base: base.abandoned(when: isNeedless), listen: listen)
  }

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
