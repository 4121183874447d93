import Foundation
import Grading

/// The state of a student's work on all exercises at one moment.
struct StudentProgress {
  let catalog: Catalog
  /// The exercise that a student is at; nil when all have passed.
  ///
  /// Among the exercises that are begun and not right, this is the one saved last; when there is none, it is the next
  /// one on the road, or in *more* when the student is there: when the file saved last is of *more*.
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
    func lastSaved(_ entries: [Catalog.Entry]) -> Catalog.Entry? {
      var last: (entry: Catalog.Entry, saved: Date)?
      for entry in entries {
        let saved = workspace.modificationDate(entry.id.sourcePath) ?? .distantPast
        if last.map({ saved > $0.saved }) ?? true { last = (entry, saved) }
      }
      return last?.entry
    }
    let open = catalog.exercises.filter { exercises[$0.id]?.isOpen == true }
    let begun = catalog.exercises.filter { exercises[$0.id].map { $0 != .notStarted } ?? false }
    let last = lastSaved(begun)
    current =
      lastSaved(open)
      ?? catalog.following(last.flatMap { $0.isCore ? nil : $0 })
      .first { exercises[$0.id]?.isPassed == false }
  }

  subscript(id: ExerciseID) -> ExerciseProgress { exercises[id] ?? .notStarted }

  /// Whether everything that was started is right.
  var isAllRight: Bool { !exercises.values.contains(where: \.isOpen) }

  /// The first exercise after another that has not passed.
  func next(after id: ExerciseID?) -> Catalog.Entry? {
    catalog.following(catalog.exercises.first { $0.id == id })
      .first { !self[$0.id].isPassed && $0.id != id }
  }

  func passed(_ entries: [Catalog.Entry]) -> Int { entries.count { self[$0.id].isPassed } }

  func earned(_ entries: [Catalog.Entry]) -> Int {
    entries.reduce(0) { $0 + (self[$1.id].verdict?.earned ?? 0) }
  }

  func possible(_ entries: [Catalog.Entry]) -> Int { entries.reduce(0) { $0 + $1.points } }
}

extension Catalog {
  /// All exercises in the order in which a student who is at one of them is sent to them.
  ///
  /// After a core exercise, or at the beginning, comes the road to its end, then what was left out of it, then *more*.
  /// After an exercise of *more* comes what follows of *more* in its pack, and then the road.
  fileprivate func following(_ entry: Entry?) -> [Entry] {
    guard let entry, !entry.isCore else {
      let start = road.firstIndex { $0.id == entry?.id }.map { $0 + 1 } ?? 0
      return Array(road[start...] + road[..<start]) + more
    }
    let beside = packs.first { $0.name == entry.id.pack }?.more ?? []
    let start = beside.firstIndex { $0.id == entry.id }.map { $0 + 1 } ?? 0
    return Array(beside[start...]) + road + more
  }
}
