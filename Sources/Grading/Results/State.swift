/// The state of an exercise.
package enum State: String, Codable, Sendable, CaseIterable {
  /// The stub still throws `NotStarted`.
  case notStarted
  /// The student's file, or the grader because of it, does not compile.
  case doesNotCompile
  /// The student's code ended the process: a trap, a signal, a call of `exit`, too much memory.
  case crashed
  /// The student's code did not end in time.
  case timedOut
  /// Something is not right yet.
  case wrong
  /// The grader could not tell. This never counts as a pass.
  case inconclusive
  /// Everything is right.
  case passed
}

extension State {
  /// The state that follows from the checks.
  package init(_ checks: [Check]) {
    let marks = checks.map(\.mark)
    if marks.allSatisfy({ $0 == .notWritten }) {
      self = .notStarted
    } else if marks.contains(where: { [.failed, .notWritten, .notReached, .withheld].contains($0) })
    {
      self = .wrong
    } else {
      self = marks.contains(.inconclusive) ? .inconclusive : .passed
    }
  }
}
