import Tensors

// Where forward draws, the reference is given what the student's forward drew.
extension ProbedExercise {
  /// The exercise with the numbers that an implementation drew, given its answers to all trials.
  ///
  /// A trial keeps the reference's numbers where the implementation has none of the right shape, or where the
  /// reference has no answer for them, as a recording has none for numbers that were not recorded.
  ///
  /// - Parameters:
  ///   - outcomes: The outcomes of forward, in the order of the trials.
  ///   - drawer: The implementation, for trials that are made later.
  /// - Returns: The exercise, and the places without an answer of the reference.
  /// - Throws: ``HarnessError``.
  package func given(_ outcomes: [CallOutcome], by drawer: Implementation) throws
    -> (probed: ProbedExercise, unanswered: [Place])
  {
    var given = ProbedExercise(self, [], Observation())
    given.drawer = drawer
    var unanswered: [Place] = []
    for (position, trial) in trials.enumerated() {
      let outcome = position < outcomes.count ? outcomes[position] : .notWritten
      let drawn = trial.drawing(outcome, exercise)
      let trials = [drawn, trial].compactMap(\.self)
      for (attempt, trial) in trials.enumerated() {
        let answers = try ProbeRunner(exercise: exercise, trials: [trial])
          .observe(certification.reference)
        let isAnswered = answers[.forward].allSatisfy { $0.outcome.value != nil }
        if !isAnswered { unanswered.append(trial.place) }
        guard isAnswered || attempt == trials.count - 1 else { continue }
        given = given.followed(by: ProbedExercise(given, [trial], answers))
        break
      }
    }
    given.exchange()
    return (given, unanswered)
  }

  /// The exercise with the numbers that an implementation draws.
  package func drawn(by implementation: Implementation) throws -> ProbedExercise {
    let drawer = implementation.drawingItself(exercise)
    return try given(try trials.map { try runner.forward(drawer, $0).outcome }, by: drawer).probed
  }

  /// A trial with the numbers that ``drawer`` draws on it; nil if it draws none of the right shape.
  package func drawing(_ trial: Trial) throws -> Trial? {
    guard let drawer else { return trial }
    return trial.drawing(try runner.forward(drawer, trial).outcome, exercise)
  }
}

extension Trial {
  /// The trial with the numbers that a forward drew; nil if they do not have the shapes of the right ones.
  fileprivate func drawing(_ outcome: CallOutcome, _ exercise: Exercise) -> Trial? {
    let drawn = outcome.value.map(exercise.drawnPart) ?? []
    let isSound =
      drawn.map(\.shape) == self.drawn(exercise).map(\.shape)
      && drawn.allSatisfy { $0.scalars.allSatisfy { $0.isFinite || $0.isUnrecorded } }
    return isSound ? drawing(drawn, exercise) : nil
  }
}
