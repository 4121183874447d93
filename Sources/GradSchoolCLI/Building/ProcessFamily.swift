import Foundation

/// A process and all its descendants, alive or orphaned.
///
/// Parents and process groups do not tell which they are: a build and its tests start processes in groups of
/// their own, and an orphan has a new parent. All inherit their environment, so a mark in it finds them.
struct ProcessFamily {
  /// A variable and its value, `NAME=value`, that only these processes have.
  let mark: String

  /// Asks a process to stop, waits some milliseconds, and ends whatever is left of its family.
  func stop(_ process: Process, patience: Int = 2_000) {
    process.interrupt()
    for _ in 0..<(patience / 20) where !hasEnded(process) { usleep(20_000) }
    sweep()
    // Foundation reaps the process itself.
    for _ in 0..<100 where process.isRunning { usleep(20_000) }
  }

  /// Whether a process has ended.
  ///
  /// Foundation reports that it is running as long as one of its orphans is alive.
  func hasEnded(_ process: Process) -> Bool { !process.isRunning || isZombie(process) }

  /// Ends every process that is left.
  func sweep() {
    for _ in 0..<40 {
      let left = members()
      if left.isEmpty { return }
      for process in left { kill(process, SIGKILL) }
      usleep(50_000)
    }
  }

  #if os(Linux)
    /// Whether a process has ended and only its exit code is left.
    private func isZombie(_ process: Process) -> Bool {
      let path = "/proc/\(process.processIdentifier)/stat"
      return FileManager.default.contents(atPath: path)
        .map { String(decoding: $0, as: UTF8.self).contains(") Z ") } ?? true
    }

    private func members() -> Set<pid_t> {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      let wanted = Data(mark.utf8)
      let found = names.compactMap { pid_t($0) }.filter { process in
        guard process != getpid(),
          let data = FileManager.default.contents(atPath: "/proc/\(process)/environ")
        else { return false }
        return data.range(of: wanted) != nil
      }
      return Set(found)
    }
  #else
    private func isZombie(_ process: Process) -> Bool { false }

    /// The processes with the mark, as `ps` shows the environment of one's own processes.
    private func members() -> Set<pid_t> {
      let ps = Process()
      let pipe = Pipe()
      ps.executableURL = URL(filePath: "/bin/ps")
      ps.arguments = ["-axwwE", "-o", "pid=,command="]
      ps.standardOutput = pipe
      ps.standardError = FileHandle.nullDevice
      guard (try? ps.run()) != nil else { return [] }
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      ps.waitUntilExit()
      let found = text.split(separator: "\n").filter { $0.contains(mark) }.compactMap {
        pid_t($0.split(separator: " ").first ?? "")
      }
      return Set(found).subtracting([getpid()])
    }
  #endif
}
