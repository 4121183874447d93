import Foundation

/// A source of the keys that a student presses while `watch` runs.
protocol KeySource: AnyObject {
  /// Whether there is a student: then the screen is cleared and shows the keys.
  var isInteractive: Bool { get }

  /// The next event, if there is one within a time.
  func next(within milliseconds: Int32) -> KeyEvent?
}

/// An event of a keyboard.
enum KeyEvent: Equatable {
  case key(Character)
  /// The end: the terminal is closed, or the pipe is at its end.
  case end
}

/// The terminal's keyboard, one key at a time: keys arrive without Return and are not shown.
///
/// Ctrl-C and Ctrl-Z keep their meaning. `restore()` brings the terminal's own settings back; they also come
/// back when the program is stopped (Ctrl-Z), crashes, or is ended by a signal that can be caught. When standard
/// input is not a terminal, there are no keys, only its end.
final class Keyboard: KeySource {
  let isInteractive: Bool
  private var isAtEnd = false

  init() {
    isInteractive =
      isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && Keyboard.isInForeground
    if isInteractive { TerminalMode.enterKeys() }
  }

  func restore() {
    if isInteractive { TerminalMode.leaveKeys() }
  }

  func next(within milliseconds: Int32) -> KeyEvent? {
    if isAtEnd { return .end }
    // In the background, an attempt to read the terminal would stop the program.
    guard isInteractive ? Keyboard.isInForeground : isatty(STDIN_FILENO) == 0 else {
      usleep(useconds_t(milliseconds) * 1_000)
      return nil
    }
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return nil }
    var byte: UInt8 = 0
    let count = read(STDIN_FILENO, &byte, 1)
    if count < 0, errno == EINTR || errno == EAGAIN { return nil }
    // In this mode Ctrl-D is a key, not the end of the input.
    isAtEnd = count <= 0 || (isInteractive && byte == 4)
    if isAtEnd { return .end }
    return isInteractive ? .key(Character(UnicodeScalar(byte))) : nil
  }

  /// Whether the program may use the terminal, because it runs in the foreground.
  fileprivate static var isInForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }
}

/// The mode of the terminal at standard input.
private enum TerminalMode {
  // A signal handler must not lock or allocate: this is plain memory, written before the handlers are set.
  private nonisolated(unsafe) static let original = UnsafeMutablePointer<termios>.allocate(
    capacity: 1
  )
  private nonisolated(unsafe) static let keys = UnsafeMutablePointer<termios>.allocate(capacity: 1)

  private static let fatal = [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV]

  /// Makes the terminal pass on single keys.
  static func enterKeys() {
    original.initialize(to: termios())
    guard tcgetattr(STDIN_FILENO, original) == 0 else { return }
    keys.initialize(to: original.pointee)
    keys.pointee.c_lflag &= ~tcflag_t(ICANON | ECHO)
    for number in fatal {
      signal(number) { number in
        tcsetattr(STDIN_FILENO, TCSANOW, TerminalMode.original)
        Foundation.signal(number, SIG_DFL)
        raise(number)
      }
    }
    signal(SIGTSTP) { _ in
      tcsetattr(STDIN_FILENO, TCSANOW, TerminalMode.original)
      raise(SIGSTOP)
    }
    signal(SIGCONT) { _ in
      guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
      tcsetattr(STDIN_FILENO, TCSANOW, TerminalMode.keys)
    }
    tcsetattr(STDIN_FILENO, TCSANOW, keys)
  }

  static func leaveKeys() {
    for number in fatal + [SIGTSTP, SIGCONT] { signal(number, SIG_DFL) }
    guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, original)
  }
}
