import Tensors

extension Judge {
  /// Judges a function that draws random numbers by the properties of a large sample.
  func judgeProperties(
    _ properties: [Property],
    _ implementation: Implementation
  ) throws -> [Check] {
    recorder.plan(planned)
    var samples: [Sample] = []
    var misuse: Finding?
    for trial in observer.trials {
      recorder.enter("a call, on \(trial.name)")
      let draws = try Draws(implementation, trial)
      samples.append(
        Sample(trial, draws.first, right: try Draws.draw(certification.reference, trial))
      )
      if misuse == nil, draws.misuse(comparedWith: nil) != nil {
        let right = try Draws(certification.reference, trial)
        misuse = draws.misuse(comparedWith: right).map { .source(place: trial.name, $0) }
      }
    }
    var observation = Observation()
    for sample in samples {
      observation.append(sample.part, to: .result(""), at: sample.trial.name)
    }
    var checks = zip(properties, planned).map { property, planned -> Check in
      let finding = samples.lazy.compactMap { $0.finding(about: property) }.first
      let isWritten = !samples.contains { $0.part == .notWritten }
      return Check(
        planned.subject,
        finding != nil ? .failed : isWritten ? .passed : .notWritten,
        possible: planned.possible,
        probes: samples.count,
        findings: finding.map { [$0] } ?? []
      )
    }
    checks.append(checkOfSource(misuse, samples.map(\.part)))
    if let position = checks.firstIndex(where: { $0.mark == .failed }),
      let mistake = try diagnose(observation).first
    {
      checks[position].findings.append(
        .knownMistake(name: mistake.name, sentence: mistake.sentence)
      )
    }
    for check in checks { recorder.finish(check) }
    return checks
  }

  private func checkOfSource(_ misuse: Finding?, _ parts: [Part]) -> Check {
    let planned = planned[planned.count - 1]
    let mark: Check.Mark =
      parts.contains(.notWritten)
      ? .notWritten
      : parts.contains { $0.value == nil } ? .notReached : misuse == nil ? .passed : .failed
    return Check(
      planned.subject,
      mark,
      possible: planned.possible,
      probes: parts.count,
      findings: misuse.map { [$0] } ?? []
    )
  }
}

/// What a function drew on one probe.
private struct Sample {
  let trial: Trial
  let part: Part
  /// What is wrong with it, whatever property is asked for.
  let problem: Finding?

  init(_ trial: Trial, _ part: Part, right: Part) {
    self.trial = trial
    self.part = part
    problem =
      switch part {
      case .notWritten: nil
      case .threw(let error): .threw(place: trial.name, error: error)
      case .missing(let returned): .missing(place: trial.name, returned: returned)
      case .value(let yours): right.value.flatMap { Sample.problem(yours, $0, trial.name) }
      }
  }

  private static func problem(_ yours: Value, _ right: Value, _ place: String) -> Finding? {
    switch Agreement(yours, right) {
    case .wrongShape(let yours, let expected):
      .wrongShape(place: place, yours: yours, expected: expected)
    case .wrongKind(let yours, let expected):
      .wrongKind(place: place, yours: yours, expected: expected)
    case .notFinite(let count, let first):
      .notFinite(
        place: place,
        count: count,
        total: yours.scalars.count,
        first: first,
        yours: yours
      )
    case .agrees, .differs: nil
    }
  }

  func finding(about property: Property) -> Finding? {
    if let problem { return problem }
    guard let test = part.value.map({ property.test($0, trial.arguments) }), !test.holds else {
      return nil
    }
    return .property(
      place: trial.name,
      measured: test.measured,
      expected: test.expected,
      allowed: test.allowed
    )
  }
}

/// What a function draws from a source, from the same source once more, from one with the same seed, and
/// from one with another.
private struct Draws {
  let first: Part
  let next: Part
  let again: Part
  let other: Part

  init(_ implementation: Implementation, _ trial: Trial) throws {
    var random = RandomSource(seed: trial.seed)
    first = try Draws.draw(implementation, trial, &random)
    next = try Draws.draw(implementation, trial, &random)
    again = try Draws.draw(implementation, trial)
    var stranger = RandomSource(seed: trial.seed &+ 1)
    other = try Draws.draw(implementation, trial, &stranger)
  }

  static func draw(_ implementation: Implementation, _ trial: Trial) throws -> Part {
    var random = RandomSource(seed: trial.seed)
    return try draw(implementation, trial, &random)
  }

  private static func draw(
    _ implementation: Implementation,
    _ trial: Trial,
    _ random: inout RandomSource
  ) throws -> Part {
    let call = try Part.capture {
      try implementation.call(trial.arguments.values, &random).values.first?.value
    }
    guard let result = call.result, let value = result else {
      return call.failure ?? .missing(returned: [])
    }
    return .value(value)
  }

  /// What is wrong with the use of the source; equal draws are, where those of the right function differ.
  func misuse(comparedWith right: Draws?) -> SourceMisuse? {
    if !Draws.same(first, again) { return .foreign }
    if Draws.same(first, other), !(right.map { Draws.same($0.first, $0.other) } ?? false) {
      return .ignored
    }
    if Draws.same(first, next), !(right.map { Draws.same($0.first, $0.next) } ?? false) {
      return .copied
    }
    return nil
  }

  private static func same(_ one: Part, _ another: Part) -> Bool {
    guard let value = one.value, let other = another.value else { return one == another }
    return value.isIdentical(to: other)
  }
}
