import Foundation
import Grading

/// The toolchain that `PATH` finds, run in child processes.
struct SwiftToolchain: Toolchain {
  let root: URL

  func run(_ command: ToolchainCommand) throws -> Int32 {
    // Every process that the child starts inherits the mark, so that all of them can be found again. The mark
    // is the same each time: SwiftPM compiles the manifest again whenever the environment has changed.
    let mark = (name: "GRADSCHOOL_MARK", value: Workspace.hash(root.path))
    let family = ProcessFamily(mark: "\(mark.name)=\(mark.value)")
    let pipe = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let folder = BuildFolder(workspace: Workspace(root: root))
    // SwiftPM keeps its locks there, and fails without the folder.
    try? FileManager.default.createDirectory(
      at: folder.temporary,
      withIntermediateDirectories: true
    )
    let bundle = TestBundle(folder)?.command(for: command.arguments)
    process.arguments = bundle ?? ["swift"] + command.arguments
    process.currentDirectoryURL = root
    process.environment = SwiftToolchain.inherited.merging(command.environment) { $1 }.merging(
      ["NO_COLOR": "1", "TMPDIR": folder.temporary.path, mark.name: mark.value]
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe

    Interruption.watch()
    defer { Interruption.unwatch() }
    let file = try LogFile(command.log)
    do {
      try process.run()
    } catch {
      throw ProgramError.noToolchain(error.reason)
    }
    let words = command.arguments.joined(separator: " ")
    func seconds(_ duration: Duration) -> Int { Int(duration.components.seconds) }
    let started = ContinuousClock.now
    var spoke = started
    let reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
    while !family.hasEnded(process) {
      if let signal = Interruption.signal ?? (command.isNeedless() ? SIGTERM : nil) {
        family.stop(process)
        throw ProgramError.interrupted(signal: signal)
      }
      if ContinuousClock.now - started > command.limit {
        family.stop(process)
        throw ProgramError.tookTooLong(command: words, seconds: seconds(command.limit))
      }
      if ContinuousClock.now - spoke > command.silence {
        family.stop(process)
        throw ProgramError.wasSilent(command: words, seconds: seconds(command.silence))
      }
      for line in reader.read(for: 100) {
        spoke = .now
        file.write(line)
        command.onLine(line)
      }
      command.onTick()
    }
    for line in reader.rest() {
      file.write(line)
      command.onLine(line)
    }
    // Orphans would go on computing, or keep the build folder locked.
    family.sweep()
    process.waitUntilExit()
    if let signal = Interruption.signal { throw ProgramError.interrupted(signal: signal) }
    if process.terminationReason == .exit, process.terminationStatus == 127 {
      throw ProgramError.noToolchain("there is no `swift` in PATH.")
    }
    return process.terminationStatus
  }
}

extension SwiftToolchain {
  /// The variables of this process that a command inherits: paths of programs, the user, the network, and the
  /// chosen toolchain.
  fileprivate static var inherited: [String: String] {
    let names: Set = [
      "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "SSH_AUTH_SOCK",
      "TOOLCHAINS",
      "DEVELOPER_DIR", "SDKROOT", "SWIFT_EXEC", "CC", "CXX", "LD_LIBRARY_PATH", "SystemRoot",
    ]
    let beginnings = ["GIT_", "http_", "https_", "no_proxy", "HTTP_", "HTTPS_", "NO_PROXY", "SSL_"]
    return ProcessInfo.processInfo.environment.filter { name, _ in
      names.contains(name) || beginnings.contains { name.hasPrefix($0) }
    }
  }
}

/// A file with the output of a command.
private struct LogFile {
  private let handle: FileHandle

  init(_ file: URL) throws {
    handle = try ProgramError.writing(file.path) {
      try FileManager.default.createFolder(above: file)
      try Data().write(to: file)
      return try FileHandle(forWritingTo: file)
    }
  }

  /// Appends a line; a full disk costs the log, not the grades.
  func write(_ line: String) { try? handle.write(contentsOf: Data((line + "\n").utf8)) }
}
