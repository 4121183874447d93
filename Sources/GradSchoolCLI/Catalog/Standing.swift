import Foundation
import Grading

/// Where an exercise stands, as far as can be told without building.
enum Standing: Equatable {
  /// The file is as it was handed out.
  case notStarted
  /// The file, or its grader, has changed since it was last graded, or it was never graded.
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
    guard let verdict = workspace.readVerdict(of: id.description),
      verdict.isProven(for: workspace.sourceHash(of: id)),
      verdict.graderHash == workspace.graderHash(of: id)
    else {
      self = .ungraded
      return
    }
    self = .graded(verdict)
  }

  /// The verdict, when it is about the file as it is now.
  var verdict: Verdict? {
    if case .graded(let verdict) = self { verdict } else { nil }
  }

  /// Whether everything is right.
  var isPassed: Bool { verdict?.state == .passed }

  /// Whether there is something to mend: it was begun and is not right, as far as is known.
  var isOpen: Bool {
    switch self {
    case .notStarted: false
    case .ungraded, .missing: true
    case .graded(let verdict): verdict.state != .passed && verdict.state != .notStarted
    }
  }

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
