extension ProbedExercise {
  /// Adds an explanation to the failed checks: a known mistake, or else a general explanation.
  ///
  /// The student's functions are called on further draws of the probes, unless their answers are random, free
  /// or missing.
  ///
  /// - Returns: The checks with their explanations, and the further draws that prove these.
  package func diagnose(
    _ checks: [Check],
    _ observation: Observation,
    of implementation: Implementation
  ) throws -> (checks: [Check], further: FurtherDraws?) {
    guard checks.contains(where: { $0.mark == .failed }), !observation.subjects.isEmpty else {
      return (checks, nil)
    }
    switch exercise.kind {
    case .differentiable, .function, .trajectory:
      let further = try FurtherDraws(self, implementation, observation)
      let matches = try knownMistakes(matching: observation, further)
      return (explained(named(checks, matches), matches, further), further)
    // Random numbers and goals have no right values to compare a single check with.
    case .statistics:
      let matches = try knownMistakes(matching: observation, nil)
      return (namedFirst(checks, Array(matches.prefix(1))), nil)
    case .goals(let goals):
      let matches = try knownMistakes(matching: observation, nil)
      var checks = namedFirst(checks, matches)
      if matches.isEmpty, let symptom = symptom(of: observation, missing: goals),
        let position = checks.firstIndex(where: \.isMissed)
      {
        checks[position].findings.append(symptom)
      }
      return (checks, nil)
    case .type, .tests:
      return (namedFirst(checks, try knownMistakes(matching: observation, nil)), nil)
    }
  }

  private func namedFirst(_ checks: [Check], _ matches: [KnownMistakeMatch]) -> [Check] {
    var checks = checks
    if let position = checks.firstIndex(where: { $0.mark == .failed }) {
      checks[position].findings += matches.map(\.finding)
    }
    return checks
  }

  private func named(_ checks: [Check], _ matches: [KnownMistakeMatch]) -> [Check] {
    var checks = checks
    for match in matches {
      let position = checks.firstIndex {
        $0.mark == .failed && match.subjects.contains($0.subject)
      }
      if let position { checks[position].findings.append(match.finding) }
    }
    return checks
  }

  private func explained(
    _ checks: [Check],
    _ matches: [KnownMistakeMatch],
    _ further: FurtherDraws
  ) -> [Check] {
    var checks = checks
    for position in checks.indices where checks[position].mark == .failed {
      let subject = checks[position].subject
      guard !matches.contains(where: { $0.subjects.contains(subject) }),
        !checks[position].findings.contains(where: \.isExplained),
        let explanation = Evidence(further.probed, subject, further.observation)?.explanation
      else { continue }
      let sizes = trials.first?.sizes ?? [:]
      let axes = exercise.axes.map { $0.resized(to: sizes[$0.name] ?? $0.size) }
      checks[position].findings.append(.explanation(explanation, axes: axes))
    }
    return checks
  }
}

extension Check {
  /// Whether a goal is missed, and nothing else is wrong.
  package var isMissed: Bool {
    mark == .failed && findings.contains { if case .goalMissed = $0 { true } else { false } }
  }
}

extension Finding {
  /// Whether the finding needs no further explanation.
  fileprivate var isExplained: Bool {
    switch self {
    case .allZero, .ignoresUpstream, .notRepeatable, .keptFromEarlierCall, .trivialForward, .cutOff,
      .differenceQuotient, .source, .threw, .missing, .wrongKind, .misjudged, .explanation,
      .symptom:
      true
    case .wrongShape, .wrongLength, .wrongLengths, .wrongShapes, .arguments, .notFinite, .differs,
      .notLinear,
      .knownMistake, .faultRemains, .faultRepaired, .smallestCase, .property, .drawn,
      .drawsNotRecorded, .goalMissed,
      .oraclesDisagree, .crashed, .timedOut,
      .outOfMemory, .misbehaved, .exited, .compiler, .refused, .harness:
      false
    }
  }
}
