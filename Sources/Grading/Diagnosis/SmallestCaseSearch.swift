import Tensors

/// A search for the smallest arguments on which an implementation is still wrong.
///
/// The axes are tried from their least size upwards. Entries and settings are numbers that a pencil follows, if they
/// show the mistake, and the upstream gradient is a single 1 if that does. The case of a trajectory is a single
/// step, because the arguments of later steps depend on the student's own results.
struct SmallestCaseSearch {
  let probed: ProbedExercise
  let implementation: Implementation
  /// The draws on which an explanation was proven.
  let further: FurtherDraws?

  /// Whether a failed check can have a smaller case.
  func isNeeded(for checks: [Check]) -> Bool { !candidates(checks).isEmpty }

  /// Adds the smallest case to the first failed check that has one.
  func add(to checks: inout [Check]) throws {
    for position in candidates(checks) {
      let check = checks[position]
      if let smallest = try smallestCase(of: check.subject, showing: claim(of: check.findings)) {
        checks[position].findings.append(.smallestCase(smallest))
        return
      }
    }
  }

  /// The checks to look at.
  ///
  /// The first failed check decides, except for a trajectory. There its result may be wrong only from the second
  /// step on, because another result, such as a velocity, is wrong in the first.
  private func candidates(_ checks: [Check]) -> [Int] {
    let failed = checks.indices.filter { checks[$0].mark == .failed }
    let isTrajectory = if case .trajectory = exercise.kind { true } else { false }
    return (isTrajectory ? failed : Array(failed.prefix(1))).filter {
      checks[$0].findings.contains(where: \.isAboutValues)
    }
  }

  /// What the findings say about the values, which the case must show.
  private enum Claim {
    /// A known mistake, in all its spellings.
    case mistake([KnownMistake])
    case explanation(Explanation)
  }

  private func claim(of findings: [Finding]) -> Claim? {
    for finding in findings {
      switch finding {
      case .knownMistake(let name, _):
        let spellings = probed.certification.mistakes.filter { $0.name == name }
        if !spellings.isEmpty { return .mistake(spellings) }
      case .explanation(let explanation, _): return .explanation(explanation)
      default: break
      }
    }
    return nil
  }

  private var exercise: Exercise { probed.exercise }
  private var reference: Implementation { probed.certification.reference }

  /// The smallest case of one subject, which shows what was claimed if possible.
  private func smallestCase(of subject: Subject, showing claim: Claim?) throws -> SmallestCase? {
    let found = try search(subject, claim)
    // A case that is wrong in another way is better than none.
    return found == nil && claim != nil ? try search(subject, nil) : found
  }

  /// How many wrong cases are tried for one that shows an explanation.
  private static let attempts = 12

  private func search(_ subject: Subject, _ claim: Claim?) throws -> SmallestCase? {
    let easy = try search(subject, claim, withDrawnSettings: false)
    let hasSettings = exercise.inputs.contains { $0.range != nil }
    return easy != nil || !hasSettings
      ? easy : try search(subject, claim, withDrawnSettings: true)
  }

  private func search(
    _ subject: Subject,
    _ claim: Claim?,
    withDrawnSettings isDrawn: Bool
  ) throws -> SmallestCase? {
    var left = SmallestCaseSearch.attempts
    let hasState = exercise.inputs.contains(where: \.isZeroAtFirst)
    for sizes in candidateSizes() {
      for attempt in (hasState ? -1 : 0)..<3 {
        guard let small = try? smallTrial(sizes, attempt, isDrawn),
          let trial = try probed.drawing(small)
        else { continue }
        for upstream in upstreams(trial, of: subject) {
          var trial = trial
          trial.upstream = upstream
          guard let found = try failing(subject, trial) else { continue }
          guard let claim else { return found }
          if try shows(claim, found, trial) { return found }
          guard case .explanation = claim else { continue }
          left -= 1
          if left == 0 { return nil }
        }
      }
    }
    return nil
  }

  /// Sizes of the axes from the least ones to their ordinary values, the smallest product first.
  private func candidateSizes() -> [[String: Int]] {
    var all: [[String: Int]] = [[:]]
    for axis in exercise.axes where axis.terms.isEmpty {
      let largest = max(min(axis.size, 3), axis.least)
      let sizes = stride(from: axis.least, through: largest, by: axis.divisor)
      all = all.flatMap { partial in
        sizes.map { partial.merging([axis.name: $0]) { _, new in new } }
      }
    }
    func cost(_ sizes: [String: Int]) -> Int { sizes.values.reduce(1, *) }
    func names(_ sizes: [String: Int]) -> String {
      exercise.axes.filter(\.terms.isEmpty).map { String(sizes[$0.name] ?? 0) }.joined(
        separator: " "
      )
    }
    return Array(all.sorted { (cost($0), names($0)) < (cost($1), names($1)) }.prefix(60))
  }

  private func smallTrial(
    _ sizes: [String: Int],
    _ attempt: Int,
    _ hasDrawnSettings: Bool
  ) throws -> Trial {
    try Trial(
      "the smallest case",
      exercise,
      reference,
      sizes: sizes,
      seed: UInt64(max(attempt, 0))
    ) { arguments in
      // The first attempt keeps a state that starts at 0. Later attempts make it positive, as a sum of squares
      // is.
      let isFirstStep = attempt < 0
      let attempt = max(attempt, 0)
      var next = attempt
      var nextSetting = attempt
      for (position, input) in exercise.inputs.enumerated() {
        if let range = input.range, !hasDrawnSettings {
          let numbers = PencilNumbers.of(range)
          guard !numbers.isEmpty else { continue }
          // Two settings of one interval get different numbers.
          arguments.values[position] = .number(numbers[nextSetting % numbers.count])
          nextSetting += 1
          continue
        }
        guard ["Tensor", "[Tensor]"].contains(arguments.values[position].kindName),
          !input.isRedrawn || attempt == 0, !input.isZeroAtFirst || !isFirstStep
        else { continue }
        let numbers = input.entryRange.map(PencilNumbers.of) ?? [1, 2, -1, 3, -2]
        guard !numbers.isEmpty else { continue }
        arguments.values[position] = arguments.values[position].replacingScalars(
          arguments.values[position].scalars.map { _ in
            defer { next += 1 }
            let number = numbers[next % numbers.count]
            return input.isZeroAtFirst ? number.magnitude : number
          }
        )
      }
    }
  }

  private func upstreams(_ trial: Trial, of subject: Subject) -> [Value?] {
    guard case .gradient = subject, let upstream = trial.upstream else { return [trial.upstream] }
    let count = upstream.scalars.count
    let units = (0..<count).map { one in (0..<count).map { $0 == one ? 1.0 : 0 } }
    let others = [Array(repeating: 1, count: count), (0..<count).map { Double($0 + 2) }]
    return (units + others).map { upstream.replacingScalars($0) }
  }

  /// The case on one trial; nil if the result is right there, or wrong in a way that numbers do not show.
  private func failing(_ subject: Subject, _ trial: Trial) throws -> SmallestCase? {
    let runner = ProbeRunner(exercise: exercise, trials: [trial], steps: 1)
    guard let expected = try runner.observe(reference)[subject].first?.outcome.value,
      expected.scalars.allSatisfy(\.isFinite),
      case let answers = try runner.observe(implementation),
      let yours = answers[subject].first?.outcome.value
    else { return nil }
    let mine = exercise.draws.compactMap { answers[.draws($0.name)].first?.outcome.value }
    // A forward with another source draws other numbers in every call.
    guard zip(mine, trial.drawn(exercise)).allSatisfy({ $0.isIdentical(to: $1) }) else {
      return nil
    }
    let entry: [Int]
    switch Agreement(yours, expected) {
    case .differs(_, let worst): entry = worst
    case .notFinite(_, let first): entry = first
    case .wrongShape where yours.kindName.hasSuffix("Int]"): entry = []
    case .agrees, .wrongKind, .wrongShape: return nil
    }
    return SmallestCase(
      arguments: trial.arguments,
      upstream: subject.function == "backward" ? trial.upstream : nil,
      subject: subject,
      yours: yours,
      reference: expected,
      entry: entry,
      terms: try terms(of: subject, at: entry, trial)
    )
  }

  /// Whether a case shows what was claimed.
  private func shows(_ claim: Claim, _ found: SmallestCase, _ trial: Trial) throws -> Bool {
    switch claim {
    case .explanation(let explanation): return shows(explanation, found.subject, trial)
    case .mistake(let spellings):
      let runner = ProbeRunner(exercise: exercise, trials: [trial], steps: 1)
      return try spellings.contains { mistake in
        if let recognises = mistake.recognises { return recognises(found.yours, trial.arguments) }
        let answer = try runner.observe(mistake.implementation)[found.subject].first
        return answer?.outcome.value.map { Agreement(found.yours, $0) == .agrees } ?? false
      }
    }
  }

  /// Whether an explanation holds on all draws and on one more trial.
  private func shows(_ explanation: Explanation, _ subject: Subject, _ trial: Trial) -> Bool {
    guard let further, let asked = try? probed.asking([trial]), !asked.trials.isEmpty,
      let answers = try? asked.runner.observe(implementation)
    else { return false }
    let draws = further.probed.followed(by: asked)
    let all = further.observation.followed(by: answers)
    return Evidence(draws, subject, all)?.explanation == explanation
  }

  /// The terms of one entry of the right gradient, one for each entry of the output.
  ///
  /// The slope is the result of backward for an upstream gradient of 1 at that entry and 0 elsewhere.
  private func terms(
    of subject: Subject,
    at entry: [Int],
    _ trial: Trial
  ) throws -> [SmallestCase.Term] {
    guard case .gradient(let name) = subject, let upstream = trial.upstream else { return [] }
    let cache = try probed.runner.forward(reference, trial).cache
    let terms = try upstream.scalars.indices.compactMap { position in
      let unit = upstream.replacingScalars(upstream.scalars.indices.map { $0 == position ? 1 : 0 })
      let gradients = try probed.runner.backward(reference, trial, cache: cache, upstream: unit)
      return gradients[name]?.value.map { gradient in
        let slope = entry.isEmpty ? gradient.scalars[0] : gradient.tensor[at: entry]
        return SmallestCase.Term(upstream: upstream.scalars[position], slope: slope)
      }
    }
    // Recorded answers may lack some terms.
    return terms.count == upstream.scalars.count ? terms : []
  }
}

extension Exercise.Input {
  /// The interval of a tensor's entries; nil where they may be any numbers.
  fileprivate var entryRange: ClosedRange<Double>? {
    if case .uniform(let range)? = distribution { range } else { nil }
  }
}

extension Finding {
  /// Whether the values are wrong, so that a smaller case can show it.
  fileprivate var isAboutValues: Bool {
    switch self {
    case .differs, .wrongLength, .wrongLengths, .allZero, .ignoresUpstream, .notLinear: true
    case .threw, .wrongShape, .wrongShapes, .wrongKind, .arguments, .missing, .notFinite,
      .notRepeatable, .keptFromEarlierCall, .trivialForward, .cutOff, .differenceQuotient,
      .knownMistake, .faultRemains, .faultRepaired, .explanation, .smallestCase, .property,
      .drawn, .drawsNotRecorded, .source, .goalMissed, .symptom, .misjudged, .oraclesDisagree,
      .crashed, .timedOut, .outOfMemory, .misbehaved, .exited, .compiler,
      .refused, .harness:
      false
    }
  }
}
