import Foundation
import Grading

/// A program that was started to edit a file.
///
/// A program with a window of its own gets neither the keyboard nor the screen, and what it says goes to a file,
/// from which the reason of a failure is read. Ctrl-C in the terminal does not reach it.
final class EditorProcess {
  private let name: String
  private let process: pid_t
  private let log: String
  private(set) var hasEnded = false

  /// Starts a program that has a window of its own.
  ///
  /// - Throws: ``EditorError`` when it cannot be started.
  init(_ words: [String], log: URL) throws {
    name = words.first ?? ""
    self.log = log.path
    try? FileManager.default.createFolder(above: log)
    process = try EditorProcess.spawn(words, log: log.path)
  }

  /// Runs a program that works in this terminal, and waits for its end.
  ///
  /// - Throws: ``EditorError`` when it cannot be started, or says that it has failed.
  static func run(_ words: [String]) throws {
    let process = try spawn(words, log: nil)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if let code = failure(status) { throw EditorError.failed(words.first ?? "", code, said: nil) }
  }

  /// The failure of the program, told once when it has ended with one.
  func failure() -> EditorError? {
    var status: Int32 = 0
    guard !hasEnded, waitpid(process, &status, WNOHANG) == process else { return nil }
    hasEnded = true
    guard let code = EditorProcess.failure(status) else { return nil }
    let lines = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n") ?? []
    let said = lines.map { $0.trimmingCharacters(in: .whitespaces) }.last { !$0.isEmpty }
    return .failed(name, code, said: said)
  }

  /// The exit code of a program that has failed; 128 and more when a signal ended it.
  private static func failure(_ status: Int32) -> Int32? {
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return code == 0 ? nil : code
  }

  private static func spawn(_ words: [String], log: String?) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    if let log {
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) } + [nil]
    let pairs = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    var environment: [UnsafeMutablePointer<CChar>?] = pairs.map { pair in strdup(pair) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, words[0], &actions, &attributes, &arguments, &environment)
    guard code == 0 else {
      throw code == ENOENT
        ? EditorError.notFound(words[0])
        : .notStarted(words[0], String(cString: strerror(code)).lowercased())
    }
    return process
  }
}
