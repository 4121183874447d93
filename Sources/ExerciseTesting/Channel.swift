import Foundation
import Grading

/// What a child process tells its parent, line by line, through a file that only the two know.
///
/// Not through its standard output: that belongs to the student's code. Every line carries a number drawn
/// for this child, so that nothing printed by accident can be taken for a verdict, and what was written
/// before a crash survives it.
struct Channel: Sendable {
  enum Message: Codable, Sendable {
    case started(process: Int32)
    case plan([Check])
    case enter(String)
    case finish(Check)
    /// The child stopped itself.
    case stopped(Finding)
    case judged(state: State, checks: [Check])
    case certified(CertificationReport)
    case harness(String)
  }

  private struct Line: Codable {
    var nonce: String
    var message: Message
  }

  let path: String
  let nonce: String

  /// Appends a message, with one `write` each, so that lines of two threads do not mix.
  func send(_ message: Message) {
    guard var data = try? JSONEncoder().encode(Line(nonce: nonce, message: message)) else { return }
    data.append(UInt8(ascii: "\n"))
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    data.withUnsafeBytes { _ = write(file, $0.baseAddress, $0.count) }
    close(file)
  }

  /// All messages that arrived whole.
  func receive() -> [Message] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)), line.nonce == nonce
      else { return nil }
      return line.message
    }
  }
}

extension Channel: Recorder {
  func plan(_ checks: [Check]) { send(.plan(checks)) }
  func enter(_ activity: String) { send(.enter(activity)) }
  func finish(_ check: Check) { send(.finish(check)) }
  func conclude(_ state: State, _ checks: [Check]) { send(.judged(state: state, checks: checks)) }
}
