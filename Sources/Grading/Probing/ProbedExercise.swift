import Tensors

/// An exercise with its probes drawn and the reference's answers to them.
///
/// Judging and diagnosis both work on it.
package struct ProbedExercise {
  package let exercise: Exercise
  package private(set) var certification: Certification
  package let runner: ProbeRunner
  /// The seed of the probes.
  package let seed: UInt64
  /// The reference's answers to every probe; empty for goals, which are measured and not compared.
  package let reference: Observation

  /// The right gradients of ``exchanged``; empty without it, and where the reference has none.
  package private(set) var exchangedGradients: [String: CallOutcome] = [:]

  /// The implementation whose random numbers the reference is given; nil where it draws its own.
  package var drawer: Implementation?

  /// The probes drawn anew, once somebody asked for them.
  package let redraws = Once<ProbedExercise>()

  package var trials: [Trial] { runner.trials }

  /// Draws the probes and asks the reference; throws when the grader does not fit its exercise.
  package init(_ exercise: Exercise, _ certification: Certification, seed: UInt64) throws {
    self.exercise = exercise
    self.certification = certification
    self.seed = seed
    let trials = try exercise.probes.indices.map {
      try Trial(probe: $0, of: exercise, certification.reference, seed: seed)
    }
    runner = ProbeRunner(exercise: exercise, trials: trials)
    if case .goals = exercise.kind {
      reference = Observation()
      return
    }
    reference = try runner.observe(certification.reference)
    for subject in reference.subjects {
      for item in reference[subject] where item.outcome.value == nil {
        throw HarnessError.brokenReference(probe: "\(item.place)", error: "\(item.outcome)")
      }
    }
    exchange()
  }

  /// Asks the reference for the gradients of ``exchanged``.
  mutating func exchange() {
    guard let trial = exchanged, let upstream = trial.upstream else { return }
    exchangedGradients = (try? gradients(trial, upstream: upstream)) ?? [:]
  }

  init(_ original: ProbedExercise, _ trials: [Trial], _ reference: Observation) {
    exercise = original.exercise
    certification = original.certification
    seed = original.seed
    drawer = original.drawer
    runner = ProbeRunner(exercise: exercise, trials: trials)
    self.reference = reference
  }

  /// The same probes and answers without some of the known mistakes.
  package func excluding(_ mistakes: Set<String>) -> ProbedExercise {
    var copy = self
    copy.certification = certification.excluding(mistakes)
    return copy
  }

  // MARK: - Other probes

  /// The first probe with the differentiated arguments of another one that has the same shapes, and with what forward
  /// drew there; nil if there is none.
  package var exchanged: Trial? {
    guard var trial = trials.first,
      let other = trials.dropFirst().first(where: { $0.hasShapes(of: trial) })
    else { return nil }
    for (position, input) in exercise.inputs.enumerated() where input.isDifferentiated {
      trial.arguments.values[position] = other.arguments.values[position]
    }
    for position in trial.arguments.values.indices.dropFirst(exercise.inputs.count) {
      trial.arguments.values[position] = other.arguments.values[position]
    }
    return trial
  }

  /// The names of the random probes, which every exercise has.
  package var randomProbes: Set<String> { Set(exercise.probes.filter(\.isRandom).map(\.name)) }

  /// A probe drawn anew under another name; nil where the reference has no answer.
  package func redrawn(_ number: Int, named name: String, _ round: UInt64) -> Trial? {
    let seed = trials[number].seed &+ round &* 0xD1B5_4A32_D192_ED03
    var trial = try? Trial(probe: number, of: exercise, certification.reference, seed: seed)
    trial?.name = name
    return trial
  }

  /// The exercise with other trials; those to which the reference has no finite answer are left out.
  package func asking(_ trials: [Trial]) throws -> ProbedExercise {
    var asked = ProbedExercise(self, [], Observation())
    for trial in try trials.compactMap(drawing) {
      let runner = ProbeRunner(exercise: exercise, trials: [trial])
      let answers = try runner.observe(certification.reference)
      let isSound = answers.subjects.allSatisfy { subject in
        answers[subject].allSatisfy { $0.outcome.value?.scalars.allSatisfy(\.isFinite) == true }
      }
      guard isSound, !answers.subjects.isEmpty else { continue }
      asked = asked.followed(by: ProbedExercise(self, [trial], answers))
    }
    return asked
  }

  /// The exercise with its own trials first, and another's after them.
  package func followed(by other: ProbedExercise) -> ProbedExercise {
    ProbedExercise(self, trials + other.trials, reference.followed(by: other.reference))
  }

  // MARK: - Asking the reference again

  /// The right output of a trial, which may have been changed.
  package func output(_ trial: Trial) throws -> Value? {
    try runner.forward(certification.reference, trial).outcome.value
  }

  /// The right gradients of a trial for an upstream gradient, by the name of the argument.
  package func gradients(_ trial: Trial, upstream: Value) throws -> [String: CallOutcome] {
    let reference = certification.reference
    let cache = reference.isCached ? try runner.forward(reference, trial).cache : nil
    return try runner.backward(reference, trial, cache: cache, upstream: upstream)
  }

  // MARK: - Comparing with the reference

  /// Compares the items of one subject with the reference's, up to the first that differs.
  package func compare(_ items: [Observation.Item], on subject: Subject) -> Finding? {
    let right = reference[subject]
    for (position, item) in items.enumerated() {
      // After a failed call there are fewer items than the reference has: find them by their place.
      let counterpart =
        items.count == right.count ? right[position] : right.first { $0.place == item.place }
      guard let expected = counterpart?.outcome.value else { continue }
      if let finding = item.finding(comparedWith: expected) { return finding }
    }
    return nil
  }

  // MARK: - Planned checks

  /// The checks of the exercise with their points, marked as not reached.
  package var plannedChecks: [Check] {
    let subjects: [Subject]
    switch exercise.kind {
    case .statistics(let properties):
      subjects = properties.map { .property($0.kind) } + [.property(.source)]
    case .goals(let goals): subjects = goals.map { .goal($0.name) }
    case .tests(let candidates): return planned(candidates)
    case .differentiable where !exercise.outputs.isEmpty:
      subjects = reference.subjects.filter { $0 != .forward }
    case .differentiable, .function, .trajectory, .type: subjects = reference.subjects
    }
    return zip(subjects, points(among: subjects.count)).map { subject, points in
      Check(subject, .notReached, possible: points)
    }
  }

  /// The checks of candidates: only the wrong ones have points.
  private func planned(_ candidates: [Exercise.Candidate]) -> [Check] {
    var points = exercise.points.shared(among: candidates.count { !$0.isRight })[...]
    return candidates.map { candidate in
      Check(
        .candidate(candidate.name, isRight: candidate.isRight),
        .notReached,
        possible: candidate.isRight ? 0 : points.popFirst() ?? 0
      )
    }
  }

  /// The points of each check.
  ///
  /// The forward function of a differentiable exercise is worth 40 %, or nothing if it is given. Its outputs share
  /// them equally, and the gradients share the rest. In other exercises all checks share the points equally.
  private func points(among count: Int) -> [Int] {
    guard case .differentiable = exercise.kind, count > 1 else {
      return exercise.points.shared(among: count)
    }
    let forward = exercise.forwardIsGiven ? 0 : (exercise.points * 2 + 2) / 5
    let outputs = max(exercise.outputs.count, 1)
    return forward.shared(among: outputs)
      + (exercise.points - forward).shared(among: count - outputs)
  }
}

extension Observation.Item {
  /// The finding of the comparison with the right value; nil when they agree.
  package func finding(comparedWith expected: Value) -> Finding? {
    switch outcome {
    case .threw(let error): return .threw(place: place, error: error)
    case .notWritten: return .threw(place: place, error: "\(NotStarted())")
    case .missing(let returned): return .missing(place: place, returned: returned)
    case .value(let yours):
      switch Agreement(yours, expected) {
      case .agrees: return nil
      case .wrongKind(let yours, let expected):
        return .wrongKind(place: place, yours: yours, expected: expected)
      case .wrongShape(let shape, let expectedShape):
        switch (yours, expected) {
        case (.integers(let yours), .integers(let expected)):
          return .wrongLength(place: place, yours: yours, expected: expected)
        case (.integerLists(let yours), .integerLists(let expected))
        where yours.shape == nil || expected.shape == nil:
          return .wrongLengths(place: place, yours: yours.lengths, expected: expected.lengths)
        case (.tensors(let yours), .tensors(let expected)):
          return .wrongShapes(
            place: place,
            yours: yours.map(\.shape),
            expected: expected.map(\.shape)
          )
        default:
          return .wrongShape(place: place, yours: shape, expected: expectedShape)
        }
      case .notFinite(let count, let first):
        let total = yours.scalars.count
        return .notFinite(place: place, count: count, total: total, first: first, yours: yours)
      case .differs(let count, let worst):
        return .differs(
          Difference(
            place: place,
            yours: yours,
            reference: expected,
            agreesWithNumeric: false,
            count: count,
            worst: worst
          )
        )
      }
    }
  }
}

/// A value that is computed once, when it is first asked for.
package final class Once<Value> {
  private var stored: Value?

  package func value(_ compute: () throws -> Value) rethrows -> Value {
    if let stored { return stored }
    let value = try compute()
    stored = value
    return value
  }
}
