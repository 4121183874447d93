import Tensors

extension Judge {
  /// Judges a function that draws random numbers by the properties of a large sample.
  func judgeProperties(
    _ properties: [Property],
    _ implementation: Implementation
  ) throws -> [Check] {
    recorder.plan(planned)
    var samples: [(trial: Trial, part: Part)] = []
    var isRepeatable = true
    var isConstant = false
    for trial in observer.trials {
      recorder.enter("a call, on \(trial.name)")
      let part = try draw(implementation, trial, seed: trial.seed)
      let again = try draw(implementation, trial, seed: trial.seed)
      let other = try draw(implementation, trial, seed: trial.seed &+ 1)
      samples.append((trial, part))
      if let value = part.value, let again = again.value {
        isRepeatable = isRepeatable && value.isIdentical(to: again)
      }
      if let value = part.value, let other = other.value, let right = rightDraw(trial) {
        let varies = !right.isIdentical(to: rightDraw(trial, offset: 1) ?? right)
        isConstant = isConstant || varies && value.isIdentical(to: other)
      }
    }
    var observation = Observation()
    for (trial, part) in samples { observation.append(part, to: .result(""), at: trial.name) }
    let checks = zip(properties, planned).map { property, planned -> Check in
      var findings: [Finding] = []
      var mark = Check.Mark.passed
      for (trial, part) in samples where findings.isEmpty {
        if part == .notWritten { mark = .notWritten }
        guard let expected = rightDraw(trial) else { continue }
        guard let yours = part.value else {
          if case .threw(let error) = part {
            findings = [.threw(place: trial.name, error: error)]
          }
          continue
        }
        switch Agreement(yours, expected) {
        case .wrongShape(let yours, let expected):
          findings = [.wrongShape(place: trial.name, yours: yours, expected: expected)]
        case .wrongKind(let yours, let expected):
          findings = [.wrongKind(place: trial.name, yours: yours, expected: expected)]
        case .notFinite(let count, let first):
          findings = [
            .notFinite(
              place: trial.name,
              count: count,
              total: yours.scalars.count,
              first: first,
              yours: yours
            )
          ]
        case .agrees, .differs:
          let test = property.test(yours.scalars, trial.arguments)
          if !test.holds {
            findings = [
              .property(
                place: trial.name,
                measured: test.measured,
                expected: test.expected,
                allowed: test.allowed
              )
            ]
          }
        }
      }
      if findings.isEmpty, mark == .passed, !isRepeatable || isConstant {
        findings = [.notRepeatable(place: samples[0].trial.name)]
      }
      if !findings.isEmpty { mark = .failed }
      return Check(
        planned.subject,
        mark,
        possible: planned.possible,
        probes: samples.count,
        findings: findings
      )
    }
    var explained = checks
    if let position = explained.firstIndex(where: { $0.mark == .failed }),
      let mistake = try diagnose(observation).first
    {
      explained[position].findings.append(
        .knownMistake(name: mistake.name, sentence: mistake.sentence)
      )
    }
    for check in explained { recorder.finish(check) }
    return explained
  }

  private func draw(_ implementation: Implementation, _ trial: Trial, seed: UInt64) throws -> Part {
    var random = RandomSource(seed: seed)
    let call = try Part.capture {
      try implementation.call(trial.arguments.values, &random).values.first?.value
    }
    guard let result = call.result, let value = result else {
      return call.failure ?? .missing(returned: [])
    }
    return .value(value)
  }

  private func rightDraw(_ trial: Trial, offset: UInt64 = 0) -> Value? {
    try? draw(certification.reference, trial, seed: trial.seed &+ offset).value
  }
}
