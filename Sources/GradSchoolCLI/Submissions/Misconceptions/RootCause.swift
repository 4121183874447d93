import Grading

/// The one cause under which a verdict is counted: the finding that says most about it.
///
/// Of several known mistakes, the first counts: results are checked in the order in which they are computed, and
/// what goes wrong later may follow from it.
struct RootCause {
  /// How much a cause says, most first.
  private enum Rank: Int {
    case knownMistake, explanation, end, part, unwritten
  }

  /// The cause in words that are the same for every student.
  let title: String
  /// The result that the cause is about; nil when it is about the whole exercise.
  let subject: Subject?
  /// Whether the student wrote nothing, which is no mistake.
  let isUnwritten: Bool
  /// Makes the sentences, which take longer than a title.
  private let text: () -> [String]

  /// What the student reads about it: a paragraph, or the lines of the compiler, say.
  var sentences: [String] { text() }

  /// Finds the cause; nil when the exercise has passed, and when it could not be graded.
  init?(_ verdict: Verdict) {
    guard verdict.state != .passed, verdict.state != .inconclusive else { return nil }
    let found =
      verdict.findings.compactMap { RootCause.cause($0, about: nil) }
      + verdict.checks.flatMap(RootCause.causes)
    let first = found.enumerated().min { one, other in
      (one.element.rank.rawValue, one.offset) < (other.element.rank.rawValue, other.offset)
    }
    if verdict.state == .notStarted {
      self.init(CauseText.nothingWritten, isUnwritten: true) { [] }
    } else if let first {
      self = first.element.cause
    } else {
      self.init(Wording.name(verdict.state)) { [] }
    }
  }

  private init(
    _ title: String,
    _ subject: Subject? = nil,
    isUnwritten: Bool = false,
    _ text: @escaping () -> [String]
  ) {
    (self.title, self.subject, self.isUnwritten, self.text) = (title, subject, isUnwritten, text)
  }

  private typealias Ranked = (rank: Rank, cause: RootCause)

  private static func causes(_ check: Check) -> [Ranked] {
    let name = Wording.name(check.subject)
    let line = { [String(Wording.line(check).drop { !$0.isLetter && $0 != "∂" })] }
    switch check.mark {
    case .failed:
      return check.findings.compactMap { cause($0, about: check.subject) }
        + [(.part, RootCause(CauseText.unexplained(name), check.subject, line))]
    case .notWritten:
      return [(.unwritten, RootCause(CauseText.unwritten(name), check.subject, line))]
    case .passed, .followThrough, .rightForIntended, .notReached, .withheld, .inconclusive:
      return []
    }
  }

  private static func cause(_ finding: Finding, about subject: Subject?) -> Ranked? {
    guard let title = Wording.title(finding) else { return nil }
    let text = { Wording.text(finding, about: subject, isBrief: true) }
    let place = subject.map { "\(Wording.name($0)): " } ?? ""
    switch finding {
    case .knownMistake, .faultRemains:
      return (.knownMistake, RootCause(title, subject, { [text().joined(separator: " ")] }))
    case .crashed, .outOfMemory, .exited, .timedOut, .misbehaved, .compiler, .refused:
      return (.end, RootCause(title, subject, text))
    default:
      return (.explanation, RootCause(place + title, subject, { [text().joined(separator: " ")] }))
    }
  }
}
