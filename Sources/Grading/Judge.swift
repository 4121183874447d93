/// Grades one implementation of an exercise: probe, judge, diagnose, shrink.
package struct Judge {
  package let probed: ProbedExercise
  private let progress: (any ProgressSink)?

  package struct Judgement: Sendable {
    package var state: State
    package var checks: [Check]
  }

  /// Draws the probes and asks the reference; throws when the grader does not fit its exercise.
  package init(
    _ exercise: Exercise,
    _ certification: Certification,
    seed: UInt64 = Exercise.defaultSeed,
    progress: (any ProgressSink)? = nil
  ) throws {
    probed = try ProbedExercise(exercise, certification, seed: seed)
    self.progress = progress
  }

  package func judge(_ implementation: Implementation) throws -> Judgement {
    let implementation = implementation.drawingItself(probed.exercise)
    let examination = try Examination(
      probed: probed,
      implementation: implementation,
      progress: progress
    )
    .run()
    var checks = examination.checks
    let probed = examination.probed ?? probed
    let state = State(checks)
    // Everything is judged. What follows calls the student's code on other arguments.
    progress?.conclude(state, checks)
    progress?.enter("further draws of the probes")
    let diagnosis = try probed.diagnose(checks, examination.observation, of: implementation)
    checks = diagnosis.checks
    progress?.conclude(state, checks)
    let search = SmallestCaseSearch(
      probed: probed,
      implementation: implementation,
      further: diagnosis.further
    )
    if search.isNeeded(for: checks) {
      progress?.enter("a smaller case")
      try search.add(to: &checks)
    }
    return Judgement(state: state, checks: checks)
  }
}
