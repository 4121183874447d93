/// What the program can be told to do.
enum Verb: String, CaseIterable {
  case grade, watch, list, hint, solution, reset, verify, help

  /// Finds a verb.
  ///
  /// - Throws: ``ProgramError/unknownVerb(_:nearest:)``.
  init(named word: String) throws {
    guard let verb = Verb(rawValue: word.lowercased()) else {
      let nearest =
        Verb.synonyms[word.lowercased()]?.rawValue
        ?? NearestMatch.of(word, among: Verb.allCases.map(\.rawValue))
      throw ProgramError.unknownVerb(word, nearest: word.contains("/") ? "grade \(word)" : nearest)
    }
    self = verb
  }

  /// Words that other programs use for the same.
  private static let synonyms: [String: Verb] = [
    "test": .grade, "check": .grade, "run": .grade, "submit": .grade, "board": .list,
    "status": .list, "progress": .list, "ls": .list, "next": .list, "exercises": .list,
    "clue": .hint, "answer": .solution, "show": .solution, "restore": .reset,
    "undo": .reset, "restart": .reset, "certify": .verify,
  ]

  /// The options it understands, besides `--help`.
  var options: [Option] {
    switch self {
    case .grade: [.all]
    case .hint: [.all, .again]
    case .solution: [.reveal]
    case .watch, .list, .reset, .verify, .help: []
    }
  }

  /// How many names may follow it.
  var names: ClosedRange<Int> {
    switch self {
    case .grade, .list, .verify: 0...Int.max
    case .watch: 0...0
    case .solution, .reset: 1...1
    case .hint, .help: 0...1
    }
  }
}

/// An option of a verb.
enum Option: String, CaseIterable {
  case all = "--all"
  case again = "--again"
  case reveal = "--reveal"
}
