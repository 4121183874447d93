import Grading

/// Where an exercise stands, as far as can be told without building.
enum Standing: Equatable {
  /// The file is as it was handed out.
  case notStarted
  /// The file has changed since it was last graded, or was never graded.
  case ungraded
  /// Graded as it is now.
  case graded(Verdict)
  /// The file is not there.
  case missing

  /// Looks at an exercise's file and its verdict.
  init(of id: ExerciseID, in workspace: Workspace) {
    guard workspace.hasSource(of: id) else {
      self = .missing
      return
    }
    guard !workspace.isPristine(id) else {
      self = .notStarted
      return
    }
    let hash = Workspace.hash(workspace.source(of: id))
    if let verdict = workspace.readVerdict(of: id.description), verdict.sourceHash == hash,
      verdict.state != .notStarted
    {
      self = .graded(verdict)
    } else {
      self = .ungraded
    }
  }

  /// The verdict, when it is about the file as it is now.
  var verdict: Verdict? {
    if case .graded(let verdict) = self { verdict } else { nil }
  }

  /// Whether everything is right.
  var isPassed: Bool { verdict?.state == .passed }

  /// A sign for it.
  var sign: String {
    switch self {
    case .notStarted: Wording.sign(State.notStarted)
    case .ungraded: "●"
    case .graded(let verdict): Wording.sign(verdict.state)
    case .missing: "✘"
    }
  }

  /// It in a word or two.
  var name: String {
    switch self {
    case .notStarted: Wording.name(State.notStarted)
    case .ungraded: "not graded yet"
    case .graded(let verdict): Wording.name(verdict.state)
    case .missing: "file is missing"
    }
  }

  /// The colour of its sign.
  var color: Console.Color? {
    switch self {
    case .notStarted: .dim
    case .ungraded: .yellow
    case .graded(let verdict): Console.Color(verdict.state)
    case .missing: .red
    }
  }
}

extension Workspace {
  /// Whether the student's file is there.
  func hasSource(of id: ExerciseID) -> Bool {
    (try? file(id.sourcePath).checkResourceIsReachable()) == true
  }
}
