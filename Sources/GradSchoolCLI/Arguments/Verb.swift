/// What the program can be told to do.
enum Verb: String, CaseIterable {
  case grade, watch, list, hint, solution, reset
  case newPack = "new-pack"
  case newExercise = "new-exercise"
  case verify, handout, `class`, help

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
    case .grade: [.all, .json, .markdown, .gradescope, .html, .submission]
    case .hint: [.all, .again]
    case .solution: [.reveal]
    case .newPack: Option.describingExercise + [.to, .depends]
    case .newExercise: Option.describingExercise
    case .handout: [.to, .packs, .withoutSolutions]
    case .class: [.submissions, .to, .jobs, .packs, .seed]
    case .watch, .list, .reset, .verify, .help: []
    }
  }

  /// How many names may follow it.
  var names: ClosedRange<Int> {
    switch self {
    case .grade, .list, .verify: 0...Int.max
    case .watch, .handout, .class: 0...0
    case .solution, .reset: 1...1
    case .newPack: 1...2
    case .newExercise: 2...2
    case .hint, .help: 0...1
    }
  }

  /// Whether it makes something new, so that its names are not those of the catalog.
  var isForAuthors: Bool { self == .newPack || self == .newExercise }

  /// An example of the names that follow it.
  var exampleOfNames: String {
    switch self {
    case .newPack: "Robust"
    case .newExercise: "Robust Huber --kind loss"
    default: "layers/linear"
    }
  }
}

/// An option of a verb.
enum Option: String, CaseIterable {
  case all = "--all"
  case again = "--again"
  case reveal = "--reveal"
  case kind = "--kind"
  case inputs = "--inputs"
  case axes = "--axes"
  case gradients = "--gradients"
  case title = "--title"
  case points = "--points"
  case to = "--to"
  case depends = "--depends"
  case packs = "--packs"
  case withoutSolutions = "--without-solutions"
  case submissions = "--submissions"
  case jobs = "--jobs"
  case seed = "--seed"
  case json = "--json"
  case markdown = "--markdown"
  case gradescope = "--gradescope"
  case html = "--html"
  case submission = "--submission"

  /// What an author says about an exercise.
  static let describingExercise: [Option] = [.kind, .inputs, .axes, .gradients, .title, .points]

  /// An example of the value that it takes, `--to DIR` or `--to=DIR`; nil for one that stands alone.
  var value: String? {
    switch self {
    case .all, .again, .reveal, .withoutSolutions: nil
    case .kind: "loss"
    case .inputs: "\"x:N,D weight:D,M\""
    case .axes: "\"N=batch size:3\""
    case .gradients: "\"x weight\""
    case .title: "\"Huber loss\""
    case .points: "10"
    case .to, .submissions, .submission: "DIR"
    case .json, .markdown, .gradescope, .html: "FILE"
    case .packs: "PACK,PACK"
    case .jobs, .seed: "NUMBER"
    case .depends: "https://example.com/GradSchool.git@1.0.0"
    }
  }
}
