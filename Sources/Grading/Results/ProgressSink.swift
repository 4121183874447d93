/// A receiver of the progress of grading, whose records survive a student's code that ends the process.
package protocol ProgressSink {
  /// Grading begins; these checks will follow.
  func plan(_ checks: [Check])
  /// The student's code is about to be called.
  func enter(_ activity: String)
  /// A check is complete.
  func finish(_ check: Check)
  /// Everything is judged. Explanations may follow; the student's code may end the process meanwhile.
  func conclude(_ state: State, _ checks: [Check])
  /// What is to be looked at.
  func show(_ pictures: [Picture])
}
