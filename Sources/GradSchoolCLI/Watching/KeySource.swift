/// Where the keys come from that a student presses while `watch` runs.
protocol KeySource: AnyObject {
  /// Whether a student sits there: the screen is cleared, and keys are asked for.
  var isInteractive: Bool { get }

  /// The next thing that comes from there.
  ///
  /// - Parameter milliseconds: How long to wait for it.
  /// - Returns: Nil when nothing came.
  func next(within milliseconds: Int32) -> KeyEvent?
}

/// Something that comes from a keyboard.
enum KeyEvent: Equatable {
  case key(Character)
  /// There will be no more: the terminal is closed, the pipe is at its end.
  case end
}
