/// What the program can be told to do.
enum Verb: String, CaseIterable {
  case grade, list, hint, solution, reset, verify, handout, `class`, help

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
    case .grade: [.all]
    case .hint: [.all, .again]
    case .solution: [.reveal]
    case .handout: [.to, .packs, .withoutSolutions]
    case .class: [.submissions, .to, .jobs, .packs, .seed]
    case .list, .reset, .verify, .help: []
    }
  }

  /// How many names may follow it.
  var names: ClosedRange<Int> {
    switch self {
    case .grade, .verify: 0...Int.max
    case .list, .handout, .class: 0...0
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
  case to = "--to"
  case packs = "--packs"
  case withoutSolutions = "--without-solutions"
  case submissions = "--submissions"
  case jobs = "--jobs"
  case seed = "--seed"

  /// An example of the value that it takes; nil when it takes none.
  var value: String? {
    switch self {
    case .all, .again, .reveal, .withoutSolutions: nil
    case .to: "../MyPack"
    case .packs: "layers,losses"
    case .submissions: "submissions"
    case .jobs: "2"
    case .seed: "7"
    }
  }
}
