import Foundation

/// Reads the lines of a pipe as they arrive, without waiting for its end.
///
/// A process that outlives the command may keep the pipe open.
final class LineReader {
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private var isAtEnd = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The whole lines, without their ends, that arrive within a time; waits for the first one only.
  func read(for milliseconds: Int32) -> [String] {
    guard !isAtEnd else {
      // The writer is about to end.
      usleep(useconds_t(min(milliseconds, 10)) * 1_000)
      return []
    }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(descriptor, &buffer, buffer.count)
    if count == 0 { isAtEnd = true }
    guard count > 0 else { return [] }
    pending += buffer[0..<count]
    var lines: [String] = []
    while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(String(decoding: pending[..<end], as: UTF8.self))
      pending.removeSubrange(...end)
    }
    return lines
  }

  /// All lines that have arrived, with the unfinished last one.
  func rest() -> [String] {
    var lines: [String] = []
    while !isAtEnd {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 0) > 0 else { break }
      lines += read(for: 0)
    }
    if !pending.isEmpty { lines.append(String(decoding: pending, as: UTF8.self)) }
    pending = []
    return lines
  }
}
