/// The end of a process by a trap or a signal.
package struct Crash: Codable, Sendable, Equatable {
  /// The activity of the process: "backward, on random probe 1".
  package var activity: String?
  /// The runtime's sentence, such as "Index out of range".
  package var reason: String?
  /// The signal's name, such as SIGSEGV.
  package var signal: String
  /// The student's line, when the backtrace shows it.
  package var line: Int?
  /// The function in which that line stands.
  package var function: String?
  /// The place in the grader's code that the student's function called, when the process ended there.
  package var calledPlace: String?

  package init(activity: String?, reason: String?, signal: String, line: Int?, function: String?) {
    self.activity = activity
    self.reason = reason?.withVisibleControls
    self.signal = signal
    self.line = line
    self.function = function?.withVisibleControls
  }
}
