extension Examination {
  /// Judges a function by the goals that its answers must reach on every probe, without a reference.
  func judgeGoals(_ goals: [Exercise.Goal]) throws -> JudgedProbes {
    var observation = Observation()
    var answers: [(trial: Trial, outcome: CallOutcome)] = []
    for trial in trials {
      progress?.enter("a call, on \(trial.name)")
      let outcome = try runner.result(implementation, trial)
      answers.append((trial, outcome))
      observation.append(outcome, to: .result(""), at: trial.place)
      if outcome == .notWritten { break }
    }
    // Training takes long, so only one probe is called twice.
    var isRepeatable = true
    if let (trial, outcome) = answers.first, outcome.value != nil {
      progress?.enter("a second call, on \(trial.name)")
      isRepeatable = try runner.result(implementation, trial) == outcome
    }
    let isWritten = !answers.contains { $0.outcome == .notWritten }
    let checks = zip(goals, planned).map { goal, check in
      let findings =
        isRepeatable
        ? answers.lazy.compactMap { Examination.finding(goal, $0.outcome, $0.trial) }.prefix(1)
        : [.notRepeatable(place: trials[0].place)]
      var marked = check.marked(
        !isWritten ? .notWritten : findings.isEmpty ? .passed : .failed,
        probes: answers.count,
        findings: isWritten ? Array(findings) : []
      )
      let measures = answers.compactMap { Examination.measure(goal, $0.outcome, $0.trial) }
      marked.measures = measures.isEmpty ? nil : measures
      return marked
    }
    return JudgedProbes(checks: checks, observation: observation)
  }

  /// What is measured of an answer; nil where there are not as many classes as there must be.
  private static func measure(
    _ goal: Exercise.Goal,
    _ outcome: CallOutcome,
    _ trial: Trial
  ) -> Check.Measure? {
    guard case .integers(let answers)? = outcome.value,
      answers.count == goal.truth(trial.arguments).count
    else { return nil }
    let (right, total) = goal.measure(answers, trial.arguments)
    return Check.Measure(trial.place, right: right, total: total, minimum: goal.minimum)
  }

  /// The finding of an answer that misses a goal; nil when the answer reaches it.
  private static func finding(_ goal: Exercise.Goal, _ outcome: CallOutcome, _ trial: Trial)
    -> Finding?
  {
    switch outcome {
    case .threw(let error): return .threw(place: trial.place, error: error)
    case .notWritten: return nil
    case .missing(let returned): return .missing(place: trial.place, returned: returned)
    case .value(.integers(let answers)):
      guard let measure = measure(goal, outcome, trial) else {
        let expected = goal.truth(trial.arguments).count
        return .wrongShape(place: trial.place, yours: [answers.count], expected: [expected])
      }
      let (right, total) = (measure.right, measure.total)
      guard Double(right) < goal.minimum * Double(total) else { return nil }
      return .goalMissed(place: trial.place, right: right, total: total, minimum: goal.minimum)
    case .value(let value):
      return .wrongKind(place: trial.place, yours: value.kindName, expected: "[Int]")
    }
  }
}
