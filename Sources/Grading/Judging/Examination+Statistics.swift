import Tensors

extension Examination {
  /// Judges a function that draws random numbers by the properties of a large sample.
  func judgeStatistics(_ properties: [Exercise.Property]) throws -> JudgedProbes {
    let reference = probed.certification.reference
    var samples: [Sample] = []
    var misuse: Finding?
    var hasOwnSource = false
    var pool: [(outcome: CallOutcome, arguments: Exercise.Arguments)] = []
    var observation = Observation()
    for trial in trials {
      progress?.enter("a call, on \(trial.name)")
      let answers = try sourceTrial(implementation, trial)
      samples.append(Sample(trial, answers.first, right: try runner.result(reference, trial)))
      observation.append(answers.first, to: .result(""), at: trial.place)
      pool += [answers.first, answers.next, answers.other].map { ($0, trial.arguments) }
      if misuse == nil, answers.misuse(comparedWith: nil) != nil {
        let right = try sourceTrial(reference, trial)
        let found = answers.misuse(comparedWith: right)
        misuse = found.map { .source(place: trial.place, $0) }
        hasOwnSource = found.map(answers.comeFromElsewhere) ?? false
      }
    }
    // A result of the wrong shape has no statistics. The first property says so; the others do not.
    let problem = samples.lazy.compactMap(\.problem).first
    let isWritten = !samples.contains { $0.outcome == .notWritten }
    var checks = zip(properties, planned).enumerated().map { position, pair -> Check in
      let (property, planned) = pair
      let finding =
        problem ?? samples.lazy.compactMap { $0.finding(about: property) }.first
        ?? (misuse == nil ? property.findingOfEnds(pool) : nil)
      // Numbers from another source have properties of that source, and not of the student's formula.
      guard problem == nil || position == 0, finding == nil || problem != nil || !hasOwnSource
      else {
        return planned.marked(.notReached, probes: samples.count)
      }
      return planned.marked(
        finding != nil ? .failed : isWritten ? .passed : .notWritten,
        probes: samples.count,
        findings: finding.map { [$0] } ?? []
      )
    }
    checks.append(checkOfSource(misuse, samples.map(\.outcome)))
    return JudgedProbes(checks: checks, observation: observation)
  }

  private func sourceTrial(_ implementation: Implementation, _ trial: Trial) throws -> SourceTrial {
    let sources = [trial.seed, trial.seed &+ 1].map(RandomSource.init(seed:))
    return try SourceTrial(sources[0], sources[1]) {
      try runner.result(implementation, trial, &$0)
    }
  }

  private func checkOfSource(_ misuse: Finding?, _ outcomes: [CallOutcome]) -> Check {
    let mark: Check.Mark =
      outcomes.contains(.notWritten)
      ? .notWritten
      : outcomes.contains { $0.value == nil } ? .notReached : misuse == nil ? .passed : .failed
    return planned[planned.count - 1].marked(
      mark,
      probes: outcomes.count,
      findings: misuse.map { [$0] } ?? []
    )
  }
}

extension Exercise.Property {
  /// The finding of a distribution that one end is missing, in all samples together.
  ///
  /// Each sample alone is too small: of 4,500 normal numbers only 12 lie beyond three standard deviations. If more
  /// than 25 numbers belong beyond the outermost, a right function fails with a probability of exp(−25) = 1.4e-11.
  func findingOfEnds(
    _ pool: [(outcome: CallOutcome, arguments: Exercise.Arguments)]
  ) -> Finding? {
    guard case .distribution(_, let cumulative) = self else { return nil }
    var (lowest, highest, count) = (1.0, 0.0, 0)
    for (outcome, arguments) in pool {
      guard let scalars = outcome.value?.scalars, let least = scalars.min(),
        let largest = scalars.max()
      else { return nil }
      // The share below the smallest number, without that number itself.
      lowest = min(lowest, cumulative(least.nextDown, arguments))
      highest = max(highest, cumulative(largest, arguments))
      count += scalars.count
    }
    for (share, isUpper) in [(lowest, false), (1 - highest, true)] {
      let expected = share * Double(count)
      guard expected > 25 else { continue }
      return .cutOff(numbers: count, expected: Int(expected), isUpper: isUpper)
    }
    return nil
  }
}

/// The numbers that a function drew on one probe.
private struct Sample {
  let trial: Trial
  let outcome: CallOutcome
  /// A finding that makes every property meaningless.
  let problem: Finding?

  init(_ trial: Trial, _ outcome: CallOutcome, right: CallOutcome) {
    self.trial = trial
    self.outcome = outcome
    problem =
      switch outcome {
      case .notWritten: nil
      case .threw(let error): .threw(place: trial.place, error: error)
      case .missing(let returned): .missing(place: trial.place, returned: returned)
      case .value(let yours): right.value.flatMap { Sample.problem(yours, $0, trial.place) }
      }
  }

  private static func problem(_ yours: Value, _ right: Value, _ place: Place) -> Finding? {
    switch Agreement(yours, right) {
    case .wrongShape(let yours, let expected):
      .wrongShape(place: place, yours: yours, expected: expected)
    case .wrongKind(let yours, let expected):
      .wrongKind(place: place, yours: yours, expected: expected)
    case .notFinite(let count, let first):
      .notFinite(place: place, count: count, total: yours.scalars.count, first: first, yours: yours)
    case .agrees, .differs: nil
    }
  }

  func finding(about property: Exercise.Property) -> Finding? {
    guard let test = outcome.value.map({ property.test($0, trial.arguments) }), !test.holds else {
      return nil
    }
    return .property(
      place: trial.place,
      measured: test.measured,
      expected: test.expected,
      allowed: test.allowed
    )
  }
}

/// The numbers that a function draws from a source, from the same source once more, from one with the same
/// seed, and from one with another seed.
struct SourceTrial {
  let first: CallOutcome
  let next: CallOutcome
  let again: CallOutcome
  let other: CallOutcome

  init(
    _ source: RandomSource,
    _ stranger: RandomSource,
    _ call: (inout RandomSource) throws -> CallOutcome
  ) throws {
    var (random, same, stranger) = (source, source, stranger)
    first = try call(&random)
    next = try call(&random)
    again = try call(&same)
    other = try call(&stranger)
  }

  /// Whether other numbers are those of the first call; false where there are none, as in a recording.
  private func isSame(_ other: KeyPath<SourceTrial, CallOutcome>) -> Bool {
    first.value != nil && first.isIdentical(to: self[keyPath: other])
  }

  /// Whether numbers that differ among themselves were drawn from another source than the given one.
  func comeFromElsewhere(_ misuse: SourceMisuse) -> Bool {
    switch misuse {
    case .foreign: true
    case .ignored: Set(first.value?.scalars ?? []).count > 1
    case .copied: false
    }
  }

  /// The misuse of the source; equal numbers count only if those of the right function differ.
  func misuse(comparedWith right: SourceTrial?) -> SourceMisuse? {
    if !first.isIdentical(to: again) { return .foreign }
    if first.isIdentical(to: other), right?.isSame(\.other) != true { return .ignored }
    if first.isIdentical(to: next), right?.isSame(\.next) != true { return .copied }
    return nil
  }
}
