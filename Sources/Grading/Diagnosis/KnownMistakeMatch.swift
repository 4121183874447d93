/// A known mistake whose wrong results the student's equal.
struct KnownMistakeMatch {
  var mistake: KnownMistake
  /// What the mistake gets wrong.
  var subjects: [Subject]

  var finding: Finding { .knownMistake(name: mistake.name, sentence: mistake.sentence) }
}

extension ProbedExercise {
  /// The known mistakes that explain what was observed.
  ///
  /// A mistake is named when the student's results equal its own on every probe, for everything that the
  /// mistake gets wrong. What it gets right may be wrong in another way: that is another mistake. When
  /// one explains a part of what another explains, only the larger is named.
  func knownMistakes(matching observation: Observation) throws -> [KnownMistakeMatch] {
    let matching = try certification.mistakes.compactMap { mistake -> KnownMistakeMatch? in
      if let recognises = mistake.recognises {
        let results = observation[.result("")].compactMap(\.outcome.value)
        guard results.count == trials.count,
          zip(results, trials).allSatisfy({ recognises($0, $1.arguments) })
        else { return nil }
        return KnownMistakeMatch(mistake: mistake, subjects: [.result("")])
      }
      let wrong = try runner.observe(mistake.implementation)
      let subjects = wrong.subjects(differingFrom: reference)
      guard !subjects.isEmpty,
        subjects.allSatisfy({ observation.agrees(with: wrong, on: $0) })
      else { return nil }
      return KnownMistakeMatch(mistake: mistake, subjects: subjects)
    }
    return matching.filter { one in
      !matching.contains { Set($0.subjects).isStrictSuperset(of: one.subjects) }
    }
  }
}
