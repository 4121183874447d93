import Tensors

// A forward that draws random numbers is judged in two parts: the numbers by their properties, and everything else
// given these numbers.
extension Examination {
  /// The finding about what forward draws under a name; nil if nothing is wrong with it.
  ///
  /// Numbers of another source have the properties of that source, so the source comes first.
  func findingOfDraws(_ name: String, _ observation: Observation) throws -> Finding? {
    let subject = Subject.draws(name)
    let items = observation[subject]
    for (item, right) in zip(items, probed.reference[subject]) {
      guard let expected = right.outcome.value else { continue }
      switch item.finding(comparedWith: expected) {
      case nil, .differs: continue
      case let finding: return finding
      }
    }
    let properties = exercise.draws.first { $0.name == name }?.properties ?? []
    var pool: [(outcome: CallOutcome, arguments: Exercise.Arguments)] = []
    var misuse: Finding?
    for trial in trials where trial.isSample {
      progress?.enter("forward, on \(trial.name)")
      let answers = try sourceTrial(implementation, trial, subject)
      pool += [answers.first, answers.next, answers.other].map { ($0, trial.arguments) }
      guard misuse == nil, answers.misuse(comparedWith: nil) != nil else { continue }
      let reference = probed.certification.reference.drawingItself(exercise)
      let right = try sourceTrial(reference, trial, subject)
      guard let found = answers.misuse(comparedWith: right) else { continue }
      if found != .foreign, try drawsAgain(answers.other, trial, subject) {
        return .keptFromEarlierCall(place: trial.place)
      }
      misuse = .source(place: trial.place, found)
      if answers.comeFromElsewhere(found) { return misuse }
    }
    let isDiscrete = properties.contains { $0.kind == .values }
    // A mean has its standard deviation only if the entries are independent, so that comes first.
    let exact = properties.filter(\.isExact)
    let others = properties.filter { !$0.isExact }
    let isIndependence = { (property: Exercise.Property) in property.kind == .independence }
    let ordered = exact + others.filter(isIndependence) + others.filter { !isIndependence($0) }
    for property in ordered {
      for (trial, item) in zip(trials, items) where trial.isSample || property.isExact {
        guard let value = item.outcome.value else { continue }
        let test = property.test(value, trial.arguments, isDiscrete: isDiscrete)
        guard !test.holds else { continue }
        return .drawn(
          property.kind,
          place: trial.place,
          measured: test.measured,
          expected: test.expected,
          allowed: test.allowed
        )
      }
      if misuse == nil, let cut = property.findingOfEnds(pool) { return cut }
    }
    return misuse
  }

  private func sourceTrial(
    _ implementation: Implementation,
    _ trial: Trial,
    _ subject: Subject
  ) throws -> SourceTrial {
    try SourceTrial(trial.source, Examination.otherSource(trial)) { random in
      try drawn(implementation, trial, subject, &random)
    }
  }

  private static func otherSource(_ trial: Trial) -> RandomSource {
    RandomSource(seed: trial.seed &+ 1)
  }

  private func drawn(
    _ implementation: Implementation,
    _ trial: Trial,
    _ subject: Subject,
    _ random: inout RandomSource
  ) throws -> CallOutcome {
    let outcome = try runner.forward(implementation, trial, &random).outcome
    return exercise.parts(of: outcome).first { $0.subject == subject }?.outcome ?? outcome
  }

  /// Whether a call draws other numbers after a call with arguments of other shapes.
  private func drawsAgain(_ before: CallOutcome, _ trial: Trial, _ subject: Subject) throws -> Bool
  {
    guard let other = trials.first(where: { !$0.hasShapes(of: trial) }) else { return false }
    _ = try runner.forward(implementation, other)
    var random = Examination.otherSource(trial)
    return try !drawn(implementation, trial, subject, &random).isIdentical(to: before)
  }
}

extension Exercise {
  /// Whether two calls of forward drew the same numbers.
  func drewAlike(_ one: CallOutcome, _ other: CallOutcome) -> Bool {
    guard !draws.isEmpty, let one = one.value, let other = other.value else { return true }
    let parts = [one, other].map { Value.tensors(drawnPart(of: $0)) }
    return parts[0].isIdentical(to: parts[1])
  }
}

extension Subject {
  /// Whether the subject is what forward draws.
  var areDraws: Bool { if case .draws = self { true } else { false } }
}
