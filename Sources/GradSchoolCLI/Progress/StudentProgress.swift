import Foundation
import Grading

/// The state of a student's work on all exercises at one moment.
struct StudentProgress {
  let catalog: Catalog
  /// The exercise that a student is at; nil when all have passed.
  ///
  /// Among the exercises that are begun and not right, this is the one saved last; when there is none, it is
  /// the first exercise that has not passed.
  let current: Catalog.Entry?
  private let exercises: [ExerciseID: ExerciseProgress]

  /// Looks at the files and the verdicts of all exercises.
  init(_ catalog: Catalog, in workspace: Workspace) {
    self.catalog = catalog
    let exercises = Dictionary(
      catalog.exercises.map { ($0.id, ExerciseProgress(of: $0.id, in: workspace)) },
      uniquingKeysWith: { first, _ in first }
    )
    self.exercises = exercises
    var last: (entry: Catalog.Entry, saved: Date)?
    for entry in catalog.exercises where exercises[entry.id]?.isOpen == true {
      let saved = workspace.modificationDate(entry.id.sourcePath) ?? .distantPast
      if last.map({ saved > $0.saved }) ?? true { last = (entry, saved) }
    }
    current = last?.entry ?? catalog.exercises.first { exercises[$0.id]?.isPassed == false }
  }

  subscript(id: ExerciseID) -> ExerciseProgress { exercises[id] ?? .notStarted }

  /// Whether everything that was started is right.
  var isAllRight: Bool { !exercises.values.contains(where: \.isOpen) }

  /// The first exercise after another, in order and then from the start, that has not passed.
  func next(after id: ExerciseID?) -> Catalog.Entry? {
    let all = catalog.exercises
    let start = all.firstIndex { $0.id == id }.map { $0 + 1 } ?? 0
    return (all[start...] + all[..<start]).first { !self[$0.id].isPassed && $0.id != id }
  }

  func passed(_ entries: [Catalog.Entry]) -> Int { entries.count { self[$0.id].isPassed } }

  func earned(_ entries: [Catalog.Entry]) -> Int {
    entries.reduce(0) { $0 + (self[$1.id].verdict?.earned ?? 0) }
  }

  func possible(_ entries: [Catalog.Entry]) -> Int { entries.reduce(0) { $0 + $1.points } }
}
