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
      return check.marked(
        !isWritten ? .notWritten : findings.isEmpty ? .passed : .failed,
        probes: answers.count,
        findings: isWritten ? Array(findings) : []
      )
    }
    return JudgedProbes(checks: checks, observation: observation)
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
      let expected = goal.truth(trial.arguments).count
      guard answers.count == expected else {
        return .wrongShape(place: trial.place, yours: [answers.count], expected: [expected])
      }
      let (right, total) = goal.measure(answers, trial.arguments)
      guard Double(right) < goal.minimum * Double(total) else { return nil }
      return .goalMissed(place: trial.place, right: right, total: total, minimum: goal.minimum)
    case .value(let value):
      return .wrongKind(place: trial.place, yours: value.kindName, expected: "[Int]")
    }
  }
}
