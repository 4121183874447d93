/// Grades one implementation of an exercise: probe, judge, diagnose, shrink.
package struct Judge {
  package let probed: ProbedExercise
  /// The judges of the members of a type; none for every other exercise.
  package let members: [Judge]
  private let progress: (any ProgressSink)?

  package struct Judgement: Sendable {
    package var state: State
    package var checks: [Check]
  }

  /// Draws the probes and asks the reference; throws when the grader does not fit its exercise.
  package init(
    _ exercise: Exercise,
    _ certification: Certification,
    seed: UInt64 = Exercise.defaultSeed,
    progress: (any ProgressSink)? = nil
  ) throws {
    probed = try ProbedExercise(exercise, certification, seed: seed)
    members = try exercise.members.map { member in
      try Judge(
        member,
        certification.member(member.member ?? ""),
        seed: seed,
        progress: progress
      )
    }
    self.progress = progress
  }

  /// The checks of the exercise with their points, marked as not reached.
  package var plannedChecks: [Check] {
    members.isEmpty ? probed.plannedChecks : members.flatMap(\.plannedChecks)
  }

  /// Judges an implementation, without the members of a type that have a subject to skip.
  package func judge(
    _ implementation: Implementation,
    skipping skipped: Set<Subject> = []
  ) throws -> Judgement {
    progress?.plan(plannedChecks)
    var parts = try parts(of: implementation).map { judge, implementation in
      let planned = judge.plannedChecks
      let isSkipped = planned.contains { skipped.contains($0.subject) }
      let examination =
        isSkipped
        ? JudgedProbes(checks: planned, observation: Observation())
        : try Examination(
          probed: judge.probed,
          implementation: implementation,
          progress: progress
        ).run()
      if !members.isEmpty { examination.checks.forEach { progress?.finish($0) } }
      return Part(
        probed: examination.probed ?? judge.probed,
        implementation: implementation,
        examination
      )
    }
    let state = State(parts.flatMap(\.checks))
    // Everything is judged. What follows calls the student's code on other arguments.
    progress?.conclude(state, parts.flatMap(\.checks))
    for position in parts.indices where !parts[position].isRight {
      progress?.enter("further draws of the probes")
      try parts[position].diagnose()
      progress?.conclude(state, parts.flatMap(\.checks))
    }
    try parts.keepProvenMistakes()
    progress?.conclude(state, parts.flatMap(\.checks))
    if let position = parts.firstIndex(where: \.hasSmallerCase) {
      progress?.enter("a smaller case")
      try parts[position].addSmallestCase()
    }
    if let pictures = parts.first?.pictures(isRight: state == .passed, progress), !pictures.isEmpty
    {
      progress?.show(pictures)
    }
    return Judgement(state: state, checks: parts.flatMap(\.checks))
  }

  /// Each member with its judge, or the whole exercise with this one.
  private func parts(of implementation: Implementation) -> [(Judge, Implementation)] {
    members.isEmpty
      ? [(self, implementation.drawingItself(probed.exercise))]
      : members.map { ($0, implementation.member($0.probed.exercise.member ?? "")) }
  }
}

/// A member of a type, or a whole exercise, while it is judged.
private struct Part {
  let probed: ProbedExercise
  let implementation: Implementation
  let observation: Observation
  var checks: [Check]
  /// The draws on which an explanation was proven.
  private var further: FurtherDraws?

  init(probed: ProbedExercise, implementation: Implementation, _ judged: JudgedProbes) {
    self.probed = probed
    self.implementation = implementation
    (observation, checks) = (judged.observation, judged.checks)
  }

  var isRight: Bool { checks.allSatisfy { $0.mark == .passed } }

  /// Adds explanations, without some of the known mistakes.
  mutating func diagnose(excluding names: Set<String> = []) throws {
    let probed = names.isEmpty ? probed : probed.excluding(names)
    (checks, further) = try probed.diagnose(checks, observation, of: implementation)
  }

  var hasSmallerCase: Bool { search.isNeeded(for: checks) }

  /// What is to be looked at.
  ///
  /// What needs further calls is made only of a right implementation.
  func pictures(isRight: Bool, _ progress: (any ProgressSink)?) -> [Picture] {
    guard let trial = probed.trials.first else { return [] }
    let value = observation[.result("")].first?.outcome.value
    var pictures: [Picture] = []
    if case .statistics = probed.exercise.kind, isRight, let numbers = value?.scalars,
      let histogram = Picture.Histogram(numbers, source: "a call, on \(trial.name)")
    {
      pictures.append(.histogram(histogram))
    }
    for exhibit in probed.exercise.exhibits {
      switch exhibit.content {
      case .answers(let make):
        guard case .integers(let answers)? = value else { continue }
        if let picture = make(answers, trial.arguments) { pictures.append(picture) }
      case .calls(let make):
        guard isRight else { continue }
        progress?.enter("a call for a picture")
        // What cannot be shown changes no verdict.
        let picture = try? make(trial.arguments) { arguments in
          var random = trial.source
          let values = try implementation.call(arguments.values, &random).values
          return Dictionary(values.map { ($0.label ?? "", $0.value) }) { first, _ in first }
        }
        if let picture { pictures.append(picture) }
      }
    }
    return pictures
  }

  mutating func addSmallestCase() throws { try search.add(to: &checks) }

  private var search: SmallestCaseSearch {
    SmallestCaseSearch(probed: probed, implementation: implementation, further: further)
  }

  // MARK: - Known mistakes in several members

  /// The names of the known mistakes that were recognised here.
  var named: Set<String> { Set(checks.flatMap(\.findings).compactMap(\.mistake)) }

  /// Whether an implementation of a known mistake is wrong here, and whether it gives the student's results then.
  func comparison(with mistake: KnownMistake) throws -> (isWrong: Bool, isSame: Bool) {
    let answers = try probed.runner.observe(mistake.implementation)
    let wrong = answers.subjects(differingFrom: probed.reference)
    return (!wrong.isEmpty, wrong.allSatisfy { observation.agrees(with: answers, on: $0) })
  }

  /// Takes the known mistakes with these names out of the findings.
  mutating func forget(_ names: Set<String>) {
    for position in checks.indices {
      checks[position].findings.removeAll { $0.mistake.map(names.contains) ?? false }
    }
  }
}

extension [Part] {
  /// Keeps the known mistakes that explain all members in which they show, and names each once.
  ///
  /// Of a mistake that explains some members, and another that explains these and more, only the second is named.
  fileprivate mutating func keepProvenMistakes() throws {
    guard count > 1 else { return }
    var explained: [String: Set<Int>] = [:]
    var unproven: Set<String> = []
    for name in Set(flatMap(\.named)) {
      let places = Set(indices.filter { self[$0].named.contains(name) })
      let spellings = self[0].probed.certification.mistakes.indices
        .filter { self[0].probed.certification.mistakes[$0].name == name }
      let proven = try spellings.compactMap { spelling -> Set<Int>? in
        let all = try map { try $0.comparison(with: $0.probed.certification.mistakes[spelling]) }
        let wrong = Set(indices.filter { all[$0].isWrong })
        let isProven = wrong.allSatisfy { all[$0].isSame || places == [$0] }
        return isProven && !wrong.isDisjoint(with: places) ? wrong : nil
      }
      if let widest = proven.max(by: { $0.count < $1.count }) {
        explained[name] = widest
      } else {
        unproven.insert(name)
      }
    }
    for position in indices where !self[position].named.isDisjoint(with: unproven) {
      // All are found again, but for those without proof.
      self[position].forget(self[position].named)
      try self[position].diagnose(excluding: unproven)
    }
    var told = Set(
      explained.keys.filter { name in
        explained.values.contains { $0.isStrictSuperset(of: explained[name] ?? []) }
      }
    )
    for position in indices {
      self[position].forget(told)
      told.formUnion(self[position].named)
    }
  }
}

extension Finding {
  /// The name of a known mistake that was recognised.
  fileprivate var mistake: String? {
    if case .knownMistake(let name, _) = self { name } else { nil }
  }
}
