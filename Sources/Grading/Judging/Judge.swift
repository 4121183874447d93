import Tensors

/// Judges one implementation of an exercise against the reference.
package struct Judge {
  package let exercise: Exercise
  package let certification: Certification
  package let observer: Observer
  package let reference: Observation
  package let recorder: any Recorder

  /// What a judge found.
  package struct Judgement: Sendable {
    package var state: State
    package var checks: [Check]
  }

  /// Prepares the probes and asks the reference.
  ///
  /// - Throws: ``HarnessError`` when the grader does not fit its exercise.
  package init(
    _ exercise: Exercise,
    _ certification: Certification,
    seed: UInt64 = Judge.defaultSeed,
    recorder: any Recorder = NoRecorder()
  ) throws {
    self.exercise = exercise
    self.certification = certification
    self.recorder = recorder
    observer = try Observer(exercise, reference: certification.reference, seed: seed)
    if case .goals = exercise.kind {
      reference = Observation()
      return
    }
    reference = try observer.observe(certification.reference)
    for subject in reference.subjects {
      for item in reference[subject] where item.part.value == nil {
        throw HarnessError.brokenReference(probe: item.place, error: "\(item.part)")
      }
    }
  }

  /// The seed of the probes unless a class has its own.
  package static let defaultSeed: UInt64 = 2_026

  /// Judges an implementation.
  ///
  /// - Throws: ``HarnessError`` when the grader does not fit its exercise.
  package func judge(_ implementation: Implementation) throws -> Judgement {
    // The grader accepts functions of any arguments, so a changed type is not the compiler's to find.
    if let yours = implementation.argumentTypes,
      let expected = certification.solution.argumentTypes, yours != expected
    {
      let checks = planned.enumerated().map { position, check in
        Check(
          check.subject,
          position == 0 ? .failed : .notReached,
          possible: check.possible,
          findings: position == 0 ? [.arguments(yours: yours, expected: expected)] : []
        )
      }
      return Judgement(state: .wrong, checks: checks)
    }
    var checks: [Check]
    switch exercise.kind {
    case .differentiable: checks = try judgeDifferentiable(implementation)
    case .function, .trajectory: checks = try judgeResults(implementation)
    case .statistics(let properties): checks = try judgeProperties(properties, implementation)
    case .goals(let goals): checks = try judgeGoals(goals, implementation)
    }
    let state = Judge.state(checks)
    recorder.conclude(state, checks)
    let failed = checks.indices.filter { checks[$0].mark == .failed }
    // What a trajectory gets wrong at first may be another result than the first one: a velocity that spoils
    // the parameter of the next step.
    let isTrajectory = if case .trajectory = exercise.kind { true } else { false }
    for position in isTrajectory ? failed : Array(failed.prefix(1))
    where checks[position].findings.contains(where: \.isAboutValues) {
      let smallest = try smallestCase(
        of: checks[position].subject,
        implementation,
        showing: mistakeNamed(in: checks[position].findings)
      )
      if let smallest {
        checks[position].findings.append(.smallestCase(smallest))
        break
      }
    }
    return Judgement(state: state, checks: checks)
  }

  private func mistakeNamed(in findings: [Finding]) -> KnownMistake? {
    let names = findings.compactMap { finding in
      if case .knownMistake(let name, _) = finding { name } else { nil }
    }
    return certification.mistakes.first { names.contains($0.name) }
  }

  /// The state that follows from the checks.
  package static func state(_ checks: [Check]) -> State {
    let marks = checks.map(\.mark)
    if marks.allSatisfy({ $0 == .notWritten }) { return .notStarted }
    if marks.contains(.failed) || marks.contains(.notWritten) || marks.contains(.notReached) {
      return .wrong
    }
    return marks.contains(.inconclusive) ? .inconclusive : .passed
  }

  /// The checks of the exercise with their points, before anything was checked.
  package var planned: [Check] {
    let subjects: [Subject]
    switch exercise.kind {
    case .statistics(let properties):
      subjects = properties.map { .property($0.name) } + [.property(Property.sourceName)]
    case .goals(let goals): subjects = goals.map { .goal($0.name) }
    case .differentiable, .function, .trajectory: subjects = reference.subjects
    }
    return zip(subjects, points(among: subjects.count)).map { subject, points in
      Check(subject, .notReached, possible: points)
    }
  }

  /// The forward function of a differentiable exercise is worth 40 %, or nothing if it is given, and its
  /// gradients share the rest; otherwise all share alike.
  private func points(among count: Int) -> [Int] {
    func shared(_ points: Int, _ count: Int) -> [Int] {
      (0..<count).map { points * ($0 + 1) / count - points * $0 / count }
    }
    guard case .differentiable = exercise.kind, count > 1 else {
      return shared(exercise.points, count)
    }
    let forward = exercise.forwardIsGiven ? 0 : (exercise.points * 2 + 2) / 5
    return [forward] + shared(exercise.points - forward, count - 1)
  }

  /// Compares the items of one subject with the reference's, up to the first that differs.
  package func compare(_ items: [Observation.Item], on subject: Subject) -> Finding? {
    let right = reference[subject]
    for (position, item) in items.enumerated() {
      // A call that failed leaves fewer items than the reference has: then they are found by their place.
      let counterpart =
        items.count == right.count ? right[position] : right.first { $0.place == item.place }
      guard let expected = counterpart?.part.value else { continue }
      if let finding = Judge.compare(item, expected) { return finding }
    }
    return nil
  }

  static func compare(_ item: Observation.Item, _ expected: Value) -> Finding? {
    switch item.part {
    case .threw(let error): return .threw(place: item.place, error: error)
    case .notWritten: return .threw(place: item.place, error: "\(NotStarted())")
    case .missing(let returned): return .missing(place: item.place, returned: returned)
    case .value(let yours):
      switch Agreement(yours, expected) {
      case .agrees: return nil
      case .wrongKind(let yours, let expected):
        return .wrongKind(place: item.place, yours: yours, expected: expected)
      case .wrongShape(let shape, let expectedShape):
        switch (yours, expected) {
        case (.integers(let yours), .integers(let expected)):
          return .wrongLength(place: item.place, yours: yours, expected: expected)
        case (.tensors(let yours), .tensors(let expected)):
          return .wrongShapes(
            place: item.place,
            yours: yours.map(\.shape),
            expected: expected.map(\.shape)
          )
        default:
          return .wrongShape(place: item.place, yours: shape, expected: expectedShape)
        }
      case .notFinite(let count, let first):
        return .notFinite(
          place: item.place,
          count: count,
          total: yours.scalars.count,
          first: first,
          yours: yours
        )
      case .differs(let count, let worst):
        return .differs(
          Difference(
            place: item.place,
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

  /// Adds to the failed checks what explains them: a known mistake, or else what the numbers prove.
  package func explain(_ checks: [Check], _ observation: Observation) throws -> [Check] {
    var checks = checks
    let mistakes = try diagnose(observation)
    for mistake in mistakes {
      guard
        let position = checks.firstIndex(where: {
          $0.mark == .failed && mistake.subjects.contains($0.subject)
        })
      else { continue }
      checks[position].findings.append(
        .knownMistake(name: mistake.name, sentence: mistake.sentence)
      )
    }
    for position in checks.indices where checks[position].mark == .failed {
      let subject = checks[position].subject
      guard !mistakes.contains(where: { $0.subjects.contains(subject) }),
        !checks[position].findings.contains(where: \.isExplained),
        let explanation = explanation(of: subject, observation)
      else { continue }
      let sizes = observer.trials.first?.sizes ?? [:]
      let axes = exercise.axes.map { Axis($0.name, $0.meaning, sizes[$0.name] ?? $0.size) }
      checks[position].findings.append(.explanation(explanation, axes: axes))
    }
    return checks
  }
}

extension Finding {
  /// Whether it says by itself what is wrong, so that nothing needs to be looked for.
  var isExplained: Bool {
    switch self {
    case .allZero, .ignoresUpstream, .notRepeatable, .source, .threw, .missing, .wrongKind,
      .explanation:
      true
    default: false
    }
  }

  /// Whether values were wrong, so that a smaller case can show it.
  var isAboutValues: Bool {
    switch self {
    case .differs, .wrongLength, .allZero, .ignoresUpstream, .notLinear: true
    default: false
    }
  }
}
