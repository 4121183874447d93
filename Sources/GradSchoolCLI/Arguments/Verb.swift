/// What the program can be told to do.
enum Verb: String, CaseIterable {
  case grade, list, hint, solution, reset, verify, help

  /// Finds a verb.
  ///
  /// - Throws: ``ProgramError/unknownVerb(_:nearest:)``.
  init(named word: String) throws {
    guard let verb = Verb(rawValue: word.lowercased()) else {
      let nearest = NearestMatch.of(word, among: Verb.allCases.map(\.rawValue))
      throw ProgramError.unknownVerb(word, nearest: word.contains("/") ? "grade \(word)" : nearest)
    }
    self = verb
  }

  /// The options it understands, besides `--help`.
  var options: [Option] {
    switch self {
    case .grade: [.all, .json, .markdown, .gradescope, .html, .submission]
    case .hint: [.all, .again]
    case .solution: [.reveal]
    case .list, .reset, .verify, .help: []
    }
  }

  /// How many names may follow it.
  var names: ClosedRange<Int> {
    switch self {
    case .grade, .verify: 0...Int.max
    case .list: 0...0
    case .hint, .solution, .reset: 1...1
    case .help: 0...1
    }
  }
}

/// An option of a verb.
enum Option: String, CaseIterable {
  case all = "--all"
  case again = "--again"
  case reveal = "--reveal"
  case json = "--json"
  case markdown = "--markdown"
  case gradescope = "--gradescope"
  case html = "--html"
  case submission = "--submission"

  /// What has to follow it, as the help texts call it; nil for an option that stands alone.
  var value: String? {
    switch self {
    case .all, .again, .reveal: nil
    case .json, .markdown, .gradescope, .html: "FILE"
    case .submission: "DIR"
    }
  }
}
