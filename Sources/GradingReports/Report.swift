import Foundation
import Grading

/// The content of a report: the requested exercises and their states.
///
/// ``JSONReport``, ``MarkdownReport``, ``GradescopeReport`` and ``HTMLReport`` render it. An exercise without a
/// verdict is not started or not graded, never passed.
package struct Report: Sendable, Equatable {
  /// One exercise and its verdict, if there is one.
  package struct Exercise: Sendable, Equatable {
    package var id: ExerciseID
    package var title: String
    /// The points for a full solution, from the hint file.
    package var points: Int
    /// Whether it is on the core road.
    package var isCore: Bool
    package var outcome: Outcome

    package init(
      id: ExerciseID,
      title: String,
      points: Int,
      isCore: Bool = true,
      outcome: Outcome
    ) {
      self.id = id
      self.title = title
      self.points = points
      self.isCore = isCore
      self.outcome = outcome
    }
  }

  /// The result of an exercise.
  package enum Outcome: Sendable, Equatable {
    /// The file is the pristine stub.
    case notStarted
    /// The file was changed, but not graded.
    case notGraded
    /// The current file was graded.
    case graded(Verdict)
  }

  package var exercises: [Exercise]
  package var created: Date
  /// The reason why grading could not be completed; nil when it was.
  package var problem: String?
  /// Further remarks for the reader.
  package var remarks: [String]

  package init(
    _ exercises: [Exercise],
    created: Date,
    problem: String? = nil,
    remarks: [String] = []
  ) {
    self.exercises = exercises
    self.created = created
    self.problem = problem
    self.remarks = remarks
  }

  /// The exercises by pack, in order.
  package var packs: [(name: String, exercises: [Exercise])] {
    exercises.reduce(into: []) { packs, exercise in
      if packs.last?.name == exercise.id.pack {
        packs[packs.count - 1].exercises.append(exercise)
      } else {
        packs.append((exercise.id.pack, [exercise]))
      }
    }
  }

  /// The exercises on the core road.
  package var road: [Exercise] { exercises.filter(\.isCore) }

  package var passed: Int { exercises.filter { $0.state == .passed }.count }
  package var notStarted: Int { exercises.filter { $0.state == .notStarted }.count }
  package var notGraded: Int { exercises.filter { $0.state == nil }.count }
  package var open: Int { exercises.count - passed - notStarted - notGraded }
  package var earned: Int { exercises.reduce(0) { $0 + $1.earned } }
  package var possible: Int { exercises.reduce(0) { $0 + $1.possible } }

  /// The number of passed exercises and earned points, in a line.
  package var headline: String {
    "\(passed) of \(exercises.count) exercise\(exercises.count == 1 ? "" : "s") passed, "
      + "\(earned) of \(possible) points"
  }

  /// The time of the report, such as 2026-11-21T17:30:00Z.
  package var timestamp: String { created.formatted(.iso8601) }
}

extension Report.Exercise {
  package var verdict: Verdict? {
    if case .graded(let verdict) = outcome { verdict } else { nil }
  }

  /// The state of the exercise; nil when it was not graded.
  package var state: State? {
    switch outcome {
    case .notStarted: .notStarted
    case .notGraded: nil
    case .graded(let verdict): verdict.state
    }
  }

  package var stateName: String { state.map(Wording.name) ?? "not graded" }
  package var sign: String { state.map(Wording.sign) ?? "●" }

  /// The points for a full solution; never less than the earned ones.
  package var possible: Int { max(points, verdict?.possible ?? 0, earned) }
  package var earned: Int { verdict?.earned ?? 0 }

  /// The student's file, with the first line to look at.
  package var location: String {
    (verdict?.sourcePath ?? id.sourcePath) + (verdict?.sourceLine.map { ":\($0)" } ?? "")
  }
}
