import Foundation
import Grading

/// The state of a student's work on an exercise, as far as it is known without building.
enum ExerciseProgress: Equatable {
  /// The file is as it was handed out.
  case notStarted
  /// The file, its grader or a piece of a milestone has changed since the last grading, or the file was never graded.
  case ungraded
  /// The file was graded as it is now.
  case graded(Verdict)
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
      verdict.graderHash == workspace.graderHash(of: id),
      verdict.pieces?.allSatisfy({ $0.sourceHash == workspace.sourceHash(of: $0.exercise) }) ?? true
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

  var isPassed: Bool { verdict?.state == .passed }

  /// Whether the exercise was begun and is not right, as far as is known.
  var isOpen: Bool {
    switch self {
    case .notStarted: false
    case .ungraded, .missing: true
    case .graded(let verdict): verdict.state != .passed && verdict.state != .notStarted
    }
  }

  var sign: String {
    switch self {
    case .notStarted: Wording.sign(State.notStarted)
    case .ungraded: "●"
    case .graded(let verdict): Wording.sign(verdict.state)
    case .missing: "✘"
    }
  }

  /// The state in a word or two.
  var name: String {
    switch self {
    case .notStarted: Wording.name(State.notStarted)
    case .ungraded: BoardText.ungraded
    case .graded(let verdict): Wording.name(verdict.state)
    case .missing: BoardText.missing
    }
  }
}
