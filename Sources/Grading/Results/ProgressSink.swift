/// Who is told how grading proceeds, so that something remains when the student's code ends the process.
package protocol ProgressSink {
  /// What will be checked, before anything is.
  func plan(_ checks: [Check])
  /// The student's code is about to be called.
  func enter(_ activity: String)
  /// A check is complete.
  func finish(_ check: Check)
  /// Everything is judged; what follows only looks for a smaller case, and may end the process.
  func conclude(_ state: State, _ checks: [Check])
}
