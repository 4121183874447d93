extension Judge {
  /// A known mistake whose wrong results the student's equal.
  package struct Diagnosis {
    package var name: String
    package var sentence: String
    /// What the mistake gets wrong.
    package var subjects: [Subject]
  }

  /// The known mistakes that explain what was observed.
  ///
  /// A mistake is named when the student's results equal its own on every probe, for everything that the
  /// mistake gets wrong. What it gets right may be wrong in another way: that is another mistake. When
  /// one explains a part of what another explains, only the larger is named.
  package func diagnose(_ observation: Observation) throws -> [Diagnosis] {
    let matching = try certification.mistakes.compactMap { mistake -> Diagnosis? in
      if let recognises = mistake.recognises {
        let results = observation[.result("")].compactMap(\.part.value)
        guard results.count == observer.trials.count,
          zip(results, observer.trials).allSatisfy({ recognises($0, $1.arguments) })
        else { return nil }
        return Diagnosis(
          name: mistake.name,
          sentence: mistake.sentence,
          subjects: [.result("")]
        )
      }
      let wrong = try observer.observe(mistake.implementation)
      let subjects = wrong.subjects(differingFrom: reference)
      guard !subjects.isEmpty,
        subjects.allSatisfy({ observation.agrees(with: wrong, on: $0) })
      else { return nil }
      return Diagnosis(name: mistake.name, sentence: mistake.sentence, subjects: subjects)
    }
    return matching.filter { one in
      !matching.contains {
        Set($0.subjects).isStrictSuperset(of: one.subjects)
      }
    }
  }
}
