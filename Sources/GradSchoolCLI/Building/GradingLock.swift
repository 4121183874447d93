import Foundation
import Grading

/// A lock that only one program can hold while it grades; a second one waits.
///
/// The system releases it when the process ends, however that happens.
final class GradingLock {
  static let path = ".gradschool/lock"

  private let descriptor: Int32

  /// Does something while the lock is held.
  static func holding<Result>(
    _ workspace: Workspace,
    _ console: Console,
    _ work: () throws -> Result
  ) throws -> Result {
    try withExtendedLifetime(GradingLock(workspace, console), work)
  }

  /// Takes the lock, and waits for it if need be.
  init(_ workspace: Workspace, _ console: Console) throws {
    let file = workspace.file(GradingLock.path)
    try ProgramError.writing(".gradschool") { try FileManager.default.createFolder(above: file) }
    descriptor = open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw ProgramError.unwritable(path: GradingLock.path, reason: ProgramError.lastSystemReason)
    }
    try wait(file, console)
    ftruncate(descriptor, 0)
    let owner = Array("\(getpid())\n".utf8)
    _ = pwrite(descriptor, owner, owner.count, 0)
  }

  deinit { close(descriptor) }

  private func wait(_ file: URL, _ console: Console) throws {
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
    let owner = (try? String(contentsOf: file, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    console.note(BuildText.locked(by: owner))
    Interruption.watch()
    defer { Interruption.unwatch() }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if let signal = Interruption.signal { throw ProgramError.interrupted(signal: signal) }
      usleep(100_000)
    }
  }
}
