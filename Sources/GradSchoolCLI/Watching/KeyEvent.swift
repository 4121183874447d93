/// A source of the keys that a student presses while `watch` runs.
protocol KeySource: AnyObject {
  /// Whether there is a student: then the screen is cleared and shows the keys.
  var isInteractive: Bool { get }

  /// The next event, if there is one within a time.
  func next(within milliseconds: Int32) -> KeyEvent?

  /// Gives the terminal to another program while it runs, and takes it back.
  func lend(_ body: () throws -> Void) rethrows
}

/// An event of a keyboard or of its terminal.
enum KeyEvent: Equatable {
  case key(Character)
  case enter
  case escape
  case backspace
  case up
  case down
  case pageUp
  case pageDown
  /// The terminal has another size, or the program is back in the foreground.
  case redraw
  /// The end: the terminal is closed, or the pipe is at its end.
  case end
}

/// Makes events of the bytes that a terminal sends: a key is a byte, a character in UTF-8, or a sequence that begins
/// with Escape.
struct KeyDecoder {
  private var pending: [UInt8] = []

  /// Whether more bytes belong to what has come; after Escape, none come if it was the key itself.
  var isWaiting: Bool { !pending.isEmpty }

  /// Takes a byte; returns the event that it completes.
  mutating func take(_ byte: UInt8) -> KeyEvent? {
    pending.append(byte)
    guard pending[0] != 0x1B else { return sequence() }
    guard pending[0] >= 0x80 else {
      pending = []
      return KeyDecoder.event(ofASCII: byte)
    }
    // The first byte of a character in UTF-8 says how many follow.
    let length = pending[0] >= 0xF0 ? 4 : pending[0] >= 0xE0 ? 3 : pending[0] >= 0xC0 ? 2 : 1
    guard pending.count >= length else { return nil }
    defer { pending = [] }
    return String(validating: pending, as: UTF8.self)?.first.map { .key($0) }
  }

  /// Ends the waiting: an Escape that nothing followed is the key.
  mutating func finish() -> KeyEvent? {
    defer { pending = [] }
    return pending == [0x1B] ? .escape : nil
  }

  private static func event(ofASCII byte: UInt8) -> KeyEvent? {
    switch byte {
    // In this mode Ctrl-D is a key, not the end of the input.
    case 0x04: .end
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x20...: .key(Character(UnicodeScalar(byte)))
    default: nil
    }
  }

  /// The event of a sequence such as `ESC [ A`; a sequence of another key means nothing.
  private mutating func sequence() -> KeyEvent? {
    guard pending.count > 1 else { return nil }
    let isLong = pending[1] == UInt8(ascii: "[") || pending[1] == UInt8(ascii: "O")
    if isLong, pending.count == 2 { return nil }
    if isLong, let last = pending.last, !(0x40...0x7E).contains(last) { return nil }
    defer { pending = [] }
    return switch String(decoding: pending.dropFirst(2), as: UTF8.self) {
    case "A": .up
    case "B": .down
    case "5~": .pageUp
    case "6~": .pageDown
    default: pending == [0x1B, 0x1B] ? .escape : nil
    }
  }
}
