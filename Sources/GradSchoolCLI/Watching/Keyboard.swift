import Foundation
import Synchronization

/// The terminal's keyboard, one key at a time: keys arrive without Return and are not shown.
///
/// Ctrl-C and Ctrl-Z keep their meaning. `restore()` brings the terminal's own settings back; they also come
/// back when the program is stopped (Ctrl-Z), crashes, or is ended by a signal that can be caught. When standard
/// input is not a terminal, there are no keys, only its end.
final class Keyboard: KeySource {
  let isInteractive: Bool
  private var isAtEnd = false
  private var decoder = KeyDecoder()
  private var wasInForeground = true

  init() {
    isInteractive =
      isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && Keyboard.isInForeground
    if isInteractive { TerminalMode.enterKeys() }
  }

  func restore() {
    if isInteractive { TerminalMode.leaveKeys() }
  }

  func lend(_ body: () throws -> Void) rethrows {
    restore()
    defer { if isInteractive { TerminalMode.enterKeys(again: true) } }
    try body()
  }

  func next(within milliseconds: Int32) -> KeyEvent? {
    if isAtEnd { return .end }
    if isInteractive {
      // A shell brings a program that already runs to the foreground without a signal.
      let isInForeground = Keyboard.isInForeground
      if isInForeground, !wasInForeground { TerminalMode.resume() }
      wasInForeground = isInForeground
    }
    if TerminalMode.takeChange() { return .redraw }
    // In the background, an attempt to read the terminal would stop the program.
    guard isInteractive ? wasInForeground : isatty(STDIN_FILENO) == 0 else {
      usleep(useconds_t(milliseconds) * 1_000)
      return nil
    }
    var wait = milliseconds
    repeat {
      guard let byte = byte(within: wait) else { break }
      if let event = decoder.take(byte), isInteractive {
        isAtEnd = event == .end
        return event
      }
      // The bytes of one key come together.
      wait = 25
    } while decoder.isWaiting
    return isAtEnd ? .end : isInteractive ? decoder.finish() : nil
  }

  /// The next byte of the input, if there is one within a time; nil at its end too.
  private func byte(within milliseconds: Int32) -> UInt8? {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return nil }
    var byte: UInt8 = 0
    let count = read(STDIN_FILENO, &byte, 1)
    if count < 0, errno == EINTR || errno == EAGAIN { return nil }
    isAtEnd = count <= 0
    return isAtEnd ? nil : byte
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
  /// Whether the screen must be drawn anew.
  private static let hasChanged = Atomic<Bool>(false)

  private static let fatal = [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV]

  /// Makes the terminal pass on single keys; again, after a program that may have left it in any mode.
  static func enterKeys(again: Bool = false) {
    if !again {
      original.initialize(to: termios())
      guard tcgetattr(STDIN_FILENO, original) == 0 else { return }
      keys.initialize(to: original.pointee)
      keys.pointee.c_lflag &= ~tcflag_t(ICANON | ECHO)
    }
    // The atomic must exist before the first signal: a handler must not create it.
    _ = takeChange()
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
      if tcgetpgrp(STDIN_FILENO) == getpgrp() { TerminalMode.resume() }
    }
    signal(SIGWINCH) { _ in TerminalMode.hasChanged.store(true, ordering: .relaxed) }
    // The parent process may have blocked the signals, which is inherited.
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for number in [SIGTSTP, SIGCONT, SIGWINCH] { sigaddset(&unblocked, number) }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
    tcsetattr(STDIN_FILENO, TCSANOW, keys)
  }

  /// Makes the terminal pass on single keys again when the program is back in the foreground.
  static func resume() {
    tcsetattr(STDIN_FILENO, TCSANOW, keys)
    hasChanged.store(true, ordering: .relaxed)
  }

  static func leaveKeys() {
    for number in fatal + [SIGTSTP, SIGCONT, SIGWINCH] { signal(number, SIG_DFL) }
    guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, original)
  }

  /// Whether the screen must be drawn anew since this was asked last.
  static func takeChange() -> Bool { hasChanged.exchange(false, ordering: .relaxed) }
}
