import Tensors

extension Judge {
  /// Judges a function by what its answers reach on every probe; there is no reference to compare with.
  func judgeGoals(_ goals: [Goal], _ implementation: Implementation) throws -> [Check] {
    recorder.plan(planned)
    var answers: [(trial: Trial, part: Part)] = []
    for trial in observer.trials {
      recorder.enter("a call, on \(trial.name)")
      let part = try answer(implementation, trial)
      answers.append((trial, part))
      if part == .notWritten { break }
    }
    // Training takes long, so that one probe is called twice, not all.
    var isRepeatable = true
    if let (trial, part) = answers.first, part.value != nil {
      recorder.enter("a second call, on \(trial.name)")
      isRepeatable = try answer(implementation, trial) == part
    }
    let isWritten = !answers.contains { $0.part == .notWritten }
    var checks = zip(goals, planned).map { goal, check in
      let findings =
        isRepeatable
        ? answers.lazy.compactMap { Judge.finding(goal, $0.part, $0.trial) }.prefix(1)
        : [.notRepeatable(place: observer.trials[0].name)]
      return Check(
        check.subject,
        !isWritten ? .notWritten : findings.isEmpty ? .passed : .failed,
        possible: check.possible,
        probes: answers.count,
        findings: isWritten ? Array(findings) : []
      )
    }
    var observation = Observation()
    for (trial, part) in answers { observation.append(part, to: .result(""), at: trial.name) }
    if let position = checks.firstIndex(where: { $0.mark == .failed }) {
      for mistake in try diagnose(observation) {
        checks[position].findings.append(
          .knownMistake(name: mistake.name, sentence: mistake.sentence)
        )
      }
    }
    for check in checks { recorder.finish(check) }
    return checks
  }

  private func answer(_ implementation: Implementation, _ trial: Trial) throws -> Part {
    var random = RandomSource(seed: trial.seed)
    let call = try Part.capture {
      try implementation.call(trial.arguments.values, &random).values.first?.value
    }
    guard let result = call.result, let value = result else {
      return call.failure ?? .missing(returned: [])
    }
    return .value(value)
  }

  /// Why an answer misses a goal; nil when it does not.
  private static func finding(_ goal: Goal, _ part: Part, _ trial: Trial) -> Finding? {
    switch part {
    case .threw(let error): return .threw(place: trial.name, error: error)
    case .notWritten: return nil
    case .missing(let returned): return .missing(place: trial.name, returned: returned)
    case .value(.integers(let answers)):
      let expected = goal.truth(trial.arguments).count
      guard answers.count == expected else {
        return .wrongShape(place: trial.name, yours: [answers.count], expected: [expected])
      }
      let (right, total) = goal.measure(answers, trial.arguments)
      guard Double(right) < goal.minimum * Double(total) else { return nil }
      return .goalMissed(place: trial.name, right: right, total: total, minimum: goal.minimum)
    case .value(let value):
      return .wrongKind(place: trial.name, yours: value.kindName, expected: "[Int]")
    }
  }
}
