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
