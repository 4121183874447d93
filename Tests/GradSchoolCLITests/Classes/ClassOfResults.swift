import Grading

@testable import GradSchoolCLI

/// Results of a class as values, as grading would leave them.
enum ClassOfResults {
  /// A verdict on an exercise with two results, of which each can earn 5 points.
  static func verdict(
    on id: ExerciseID,
    _ state: State = .wrong,
    forward: Check.Mark = .passed,
    _ forwardFindings: [Finding] = [],
    backward: Check.Mark = .passed,
    _ backwardFindings: [Finding] = [],
    findings: [Finding] = [],
    line: Int? = nil
  ) -> Verdict {
    Verdict(
      exercise: "\(id)",
      state: state,
      possible: 10,
      checks: [
        Check(.forward, forward, possible: 5, findings: forwardFindings),
        Check(.gradient("x"), backward, possible: 5, findings: backwardFindings),
      ],
      findings: findings,
      sourcePath: id.sourcePath,
      sourceLine: line,
      sourceHash: "",
      run: "",
      seed: 1
    )
  }

  /// A student's result.
  static func result(
    _ student: String,
    _ verdicts: [Verdict],
    sources: [ExerciseID: String] = [:],
    unreadable: String? = nil
  ) -> StudentResult {
    var result = StudentResult(
      Submission(name: student, sources: sources),
      verdicts,
      GradingIdentity(exercises: [:]),
      seed: 1
    )
    result.unreadable = unreadable
    return result
  }
}
