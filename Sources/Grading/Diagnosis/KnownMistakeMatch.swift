/// A known mistake that gives the student's wrong results.
struct KnownMistakeMatch {
  var mistake: KnownMistake
  /// The results that the mistake gets wrong.
  var subjects: [Subject]

  var finding: Finding { .knownMistake(name: mistake.name, sentence: mistake.sentence) }
}

extension ProbedExercise {
  /// The known mistakes that explain what was observed.
  ///
  /// A mistake matches when the student's results equal the mistake's on every probe, for every subject that
  /// the mistake gets wrong. The other subjects may be wrong for another reason. If the subjects of one match
  /// are a part of another's, only the larger match is named.
  ///
  /// If none matches, two mistakes in one result are looked for, and then one that matches wherever the
  /// student's results are finite.
  ///
  /// Where there are further draws, a match must hold on the answers to them too.
  func knownMistakes(
    matching observation: Observation,
    _ further: FurtherDraws?
  ) throws -> [KnownMistakeMatch] {
    let search = try KnownMistakeSearch(self, observation, further)
    let single = try search.single()
    if !single.isEmpty { return single }
    let pair = try search.pair()
    if !pair.isEmpty { return pair }
    // Two mistakes that differ only where the student's results are not finite cannot be told apart.
    let partial = try search.single(whereFinite: true)
    return partial.count == 1 ? partial : []
  }
}

/// A comparison of the student's results with those of an exercise's known mistakes.
private struct KnownMistakeSearch {
  private let probed: ProbedExercise
  private let observation: Observation
  private let further: FurtherDraws?
  private let candidates: [Candidate]

  /// A mistake, and its answers to the exercise's own probes.
  private struct Candidate {
    var mistake: KnownMistake
    var subjects: [Subject]
    var answers: Observation

    var match: KnownMistakeMatch { KnownMistakeMatch(mistake: mistake, subjects: subjects) }
  }

  init(_ probed: ProbedExercise, _ observation: Observation, _ further: FurtherDraws?) throws {
    self.probed = probed
    self.observation = observation
    self.further = further
    let draws = probed.exercise.draws.map { Subject.draws($0.name) }
    let right = draws.isEmpty ? probed : try probed.drawn(by: probed.certification.reference)
    candidates = try probed.certification.mistakes.compactMap { mistake in
      guard mistake.recognises == nil else {
        let subject = draws.first ?? .result("")
        return Candidate(mistake: mistake, subjects: [subject], answers: Observation())
      }
      let answers = try probed.answers(of: mistake.implementation)
      let subjects =
        draws.isEmpty
        ? answers.subjects(differingFrom: probed.reference)
        : try probed.subjects(wrongIn: mistake.implementation, draws, right)
      return subjects.isEmpty
        ? nil : Candidate(mistake: mistake, subjects: subjects, answers: answers)
    }
  }

  /// The mistakes that match alone: on every probe, or wherever the student's results are finite.
  func single(whereFinite isPartial: Bool = false) throws -> [KnownMistakeMatch] {
    func matches(_ mine: Observation, _ theirs: Observation, _ subject: Subject) -> Bool {
      isPartial
        ? mine.agreesWhereFinite(with: theirs, on: subject, needing: probed.randomProbes)
        : mine.agrees(with: theirs, on: subject)
    }
    let matching = try candidates.filter { candidate in
      if let recognises = candidate.mistake.recognises { return isRecognised(recognises) }
      guard candidate.subjects.allSatisfy({ matches(observation, candidate.answers, $0) }) else {
        return false
      }
      guard let further else { return true }
      let answers = try further.probed.answers(of: candidate.mistake.implementation)
      return candidate.subjects.allSatisfy { matches(further.observation, answers, $0) }
    }.map(\.match)
    let widest = matching.filter { one in
      !matching.contains { Set($0.subjects).isStrictSuperset(of: one.subjects) }
    }
    // Two spellings of one mistake have one name.
    return widest.enumerated().filter { position, match in
      !widest[..<position].contains { $0.mistake.name == match.mistake.name }
    }.map(\.element)
  }

  private func isRecognised(_ recognises: (Value, Exercise.Arguments) -> Bool) -> Bool {
    // Few numbers that a forward drew tell nothing.
    let draws = probed.exercise.draws.first.map { Subject.draws($0.name) }
    let trials = draws == nil ? probed.trials : probed.trials.filter(\.isSample)
    let places = Set(trials.map(\.place))
    let items = observation[draws ?? .result("")].filter { places.contains($0.place) }
    let results = items.compactMap(\.outcome.value)
    return results.count == trials.count
      && zip(results, trials).allSatisfy { recognises($0, $1.arguments) }
  }

  /// Two mistakes whose effects on one result, added or multiplied, give the student's.
  ///
  /// Only further draws can prove that, because there are many pairs. Two factors that undo each other in part,
  /// such as 1/N and N/C, leave one factor that is neither of them, so such a pair is none.
  func pair() throws -> [KnownMistakeMatch] {
    guard let further else { return [] }
    let candidates = candidates.filter { $0.mistake.recognises == nil }
    for (position, one) in candidates.enumerated() {
      for other in candidates.dropFirst(position + 1)
      where !Set(one.subjects).isDisjoint(with: other.subjects) {
        let subjects = one.subjects + other.subjects.filter { !one.subjects.contains($0) }
        for effect in Observation.Effect.allCases
        where subjects.allSatisfy({
          observation.shows(effect, of: one.answers, other.answers, probed.reference, on: $0)
        }) {
          let (first, second) = (
            try further.probed.answers(of: one.mistake.implementation),
            try further.probed.answers(of: other.mistake.implementation)
          )
          if subjects.allSatisfy({
            further.observation.shows(effect, of: first, second, further.probed.reference, on: $0)
              && !undoEachOther(first, second, on: $0)
          }) {
            return [one.match, other.match]
          }
        }
      }
    }
    return []
  }

  /// Whether the size of some axis is a factor of one answer and a divisor of the other.
  private func undoEachOther(_ one: Observation, _ other: Observation, on subject: Subject) -> Bool
  {
    guard let further else { return false }
    let powers = [one, other].map { answers -> [String: Int] in
      guard
        case .scaled(.sizes(_, let powers))? =
          Evidence(further.probed, subject, answers)?.scaleExplanation()
      else { return [:] }
      return powers
    }
    return powers[0].contains { axis, power in power * (powers[1][axis] ?? 0) < 0 }
  }
}

extension ProbedExercise {
  /// The answers of an implementation that is given the student's random numbers, if it takes any, beside those that
  /// it draws itself.
  fileprivate func answers(of implementation: Implementation) throws -> Observation {
    let answers = try runner.observe(implementation)
    guard !exercise.draws.isEmpty else { return answers }
    let drawn = try runner.observe(implementation.drawingItself(exercise))
    return answers.replacing(exercise.draws.map { .draws($0.name) }, with: drawn)
  }

  /// What is wrong in an implementation of a forward that draws: numbers other than the right ones, and results that
  /// are not the reference's for the implementation's own numbers.
  fileprivate func subjects(
    wrongIn implementation: Implementation,
    _ draws: [Subject],
    _ right: ProbedExercise
  ) throws -> [Subject] {
    let own = try drawn(by: implementation)
    let results = try own.runner.observe(implementation)
      .subjects(differingFrom: own.reference).filter { $0 != .forward && !draws.contains($0) }
    let drawn = try right.runner.observe(implementation.drawingItself(exercise))
    return results + draws.filter { !drawn.agrees(with: right.reference, on: $0) }
  }
}

extension Observation {
  /// The effect of two mistakes on one result.
  enum Effect: CaseIterable {
    case added
    case multiplied
  }

  /// Whether all items of a subject that are finite agree with another observation's.
  ///
  /// The items of some probes must all be finite.
  fileprivate func agreesWhereFinite(
    with other: Observation,
    on subject: Subject,
    needing probes: Set<String>
  ) -> Bool {
    let (mine, theirs) = (self[subject], other[subject])
    return mine.count == theirs.count
      && zip(mine, theirs).allSatisfy { mine, theirs in
        guard let value = mine.outcome.value, value.scalars.allSatisfy(\.isFinite) else {
          return !probes.contains(mine.place.probe)
        }
        return theirs.outcome.value.map { Agreement(value, $0) == .agrees } ?? false
      }
  }

  /// Whether all items of a subject show the effects of two mistakes on the right ones.
  fileprivate func shows(
    _ effect: Effect,
    of one: Observation,
    _ other: Observation,
    _ right: Observation,
    on subject: Subject
  ) -> Bool {
    let items = [self, one, other, right].map { $0[subject] }
    guard Set(items.map(\.count)).count == 1 else { return false }
    return items[0].indices.allSatisfy { position in
      let values = items.map { $0[position].outcome.value }
      guard let mine = values[0], let one = values[1], let other = values[2], let right = values[3],
        one.kindName == right.kindName, one.shape == right.shape, other.kindName == right.kindName,
        other.shape == right.shape
      else { return false }
      let combined = right.scalars.indices.map { i -> Double in
        let (a, b, r) = (one.scalars[i], other.scalars[i], right.scalars[i])
        switch effect {
        case .added: return a + b - r
        case .multiplied: return r == 0 ? a + b : a / r * b
        }
      }
      return combined.allSatisfy(\.isFinite)
        && Agreement(mine, right.replacingScalars(combined)) == .agrees
    }
  }
}
