import Foundation

/// The toolchain found by way of `PATH`, in child processes.
struct SwiftToolchain: Toolchain {
  let root: URL
  /// How long a command may take.
  var limit: Duration?

  func limited(to limit: Duration) -> any Toolchain { SwiftToolchain(root: root, limit: limit) }

  func run(
    _ arguments: [String],
    environment: [String: String],
    log: URL,
    onLine: (String) -> Void,
    onTick: () -> Void
  ) throws -> Int32 {
    // Every process that the child starts inherits the mark, so that all of them can be found again.
    let mark = "GRADSCHOOL_MARK=\(UUID().uuidString)"
    let family = ProcessFamily(mark: mark)
    let pipe = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swift"] + arguments
    process.currentDirectoryURL = root
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { $1 }
      .merging([String(mark.prefix { $0 != "=" }): String(mark.drop { $0 != "=" }.dropFirst())]) {
        $1
      }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe

    Interruption.watch()
    defer { Interruption.unwatch() }
    let file = try LogFile(log)
    do {
      try process.run()
    } catch {
      throw ProgramError.noToolchain(reason(error))
    }
    let started = ContinuousClock.now
    let reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
    while process.isRunning {
      if let signal = Interruption.signal {
        family.stop(process)
        throw ProgramError.interrupted(signal: signal)
      }
      if let limit, ContinuousClock.now - started > limit {
        family.stop(process)
        throw ProgramError.tookTooLong(
          command: arguments.joined(separator: " "),
          seconds: Int(limit.components.seconds)
        )
      }
      for line in reader.read(for: 100) {
        file.write(line)
        onLine(line)
      }
      onTick()
    }
    for line in reader.rest() {
      file.write(line)
      onLine(line)
    }
    // Orphans would go on computing, or hold the build folder.
    family.sweep()
    if let signal = Interruption.signal { throw ProgramError.interrupted(signal: signal) }
    if process.terminationReason == .exit, process.terminationStatus == 127 {
      throw ProgramError.noToolchain("there is no `swift` in PATH.")
    }
    return process.terminationStatus
  }
}

/// A file with the output of a command.
private struct LogFile {
  private let handle: FileHandle

  init(_ file: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data().write(to: file)
      handle = try FileHandle(forWritingTo: file)
    } catch {
      throw ProgramError.unwritable(path: file.path, reason: reason(error))
    }
  }

  /// Appends a line; a full disk costs the log, not the grades.
  func write(_ line: String) {
    try? handle.write(contentsOf: Data((line + "\n").utf8))
  }
}
