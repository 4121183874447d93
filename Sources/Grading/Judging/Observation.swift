import Tensors

/// What came back from one call.
package enum Part: Equatable, Sendable {
  case value(Value)
  case threw(String)
  case notWritten
  case missing(returned: [String])

  package var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Runs a call and keeps what came of it; mistakes of the harness are thrown on.
  package static func capture<Result>(_ body: () throws -> Result) throws
    -> (result: Result?, failure: Part?)
  {
    do {
      return (try body(), nil)
    } catch let error as HarnessError {
      throw error
    } catch is NotStarted {
      return (nil, .notWritten)
    } catch {
      // A message is read by others, and may come to any length.
      return (nil, .threw(String("\(error)".prefix(2_000)).withVisibleControls))
    }
  }
}

/// Everything that an implementation answered to all probes: for each subject, one item for each probe
/// (and each step of a trajectory).
package struct Observation: Sendable {
  package struct Item: Equatable, Sendable {
    package var place: String
    package var part: Part
  }

  package private(set) var subjects: [Subject] = []
  private var items: [Subject: [Item]] = [:]

  package init() {}

  package subscript(subject: Subject) -> [Item] { items[subject] ?? [] }

  package mutating func append(_ part: Part, to subject: Subject, at place: String) {
    if items[subject] == nil { subjects.append(subject) }
    items[subject, default: []].append(Item(place: place, part: part))
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
        switch (mine.part, theirs.part) {
        case (.value(let yours), .value(let reference)):
          Agreement(yours, reference) == .agrees
        default: mine.part == theirs.part
        }
      }
  }
}

/// One probe made ready: the arguments, and the gradient with respect to the output.
package struct Trial: Sendable {
  package var name: String
  package var arguments: Arguments
  package var upstream: Value?
  /// The sizes of the named axes, as the arguments have them.
  package var sizes: [String: Int]
  package var seed: UInt64
  /// Whether the gradient there is a convention, which finite differences do not know.
  package var gradientIsConvention = false
}
