/// The answers of an implementation to all probes.
///
/// Each subject has one item for each probe, or for each step of a trajectory.
package struct Observation: Sendable {
  package struct Item: Equatable, Sendable {
    package var place: Place
    package var outcome: CallOutcome
  }

  package private(set) var subjects: [Subject] = []
  private var items: [Subject: [Item]] = [:]

  package init() {}

  package subscript(subject: Subject) -> [Item] { items[subject] ?? [] }

  package mutating func append(_ outcome: CallOutcome, to subject: Subject, at place: Place) {
    if items[subject] == nil { subjects.append(subject) }
    items[subject, default: []].append(Item(place: place, outcome: outcome))
  }

  /// Appends the outcome of forward: as a whole, and each named output.
  package mutating func append(
    _ outcome: CallOutcome,
    ofForwardTo exercise: Exercise,
    at place: Place
  ) {
    append(outcome, to: .forward, at: place)
    for part in exercise.parts(of: outcome) { append(part.outcome, to: part.subject, at: place) }
  }

  /// The observation with another's items of some subjects.
  package func replacing(_ subjects: [Subject], with other: Observation) -> Observation {
    var copy = self
    for subject in subjects { copy.items[subject] = other[subject] }
    return copy
  }

  /// The items of this observation first, and another's after them.
  package func followed(by other: Observation) -> Observation {
    var all = self
    for subject in other.subjects {
      for item in other[subject] { all.append(item.outcome, to: subject, at: item.place) }
    }
    return all
  }

  /// The subjects whose items differ from another observation's at some place.
  package func subjects(differingFrom other: Observation) -> [Subject] {
    subjects.filter { !agrees(with: other, on: $0) }
  }

  /// Whether all items of a subject agree with another observation's.
  package func agrees(with other: Observation, on subject: Subject) -> Bool {
    let (mine, theirs) = (self[subject], other[subject])
    return mine.count == theirs.count
      && zip(mine, theirs).allSatisfy { mine, theirs in
        switch (mine.outcome, theirs.outcome) {
        case (.value(let yours), .value(let reference)):
          Agreement(yours, reference) == .agrees
        default: mine.outcome == theirs.outcome
        }
      }
  }
}
