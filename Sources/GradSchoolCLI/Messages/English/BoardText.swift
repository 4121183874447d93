import Grading

/// The sentences of the board, of `grade`, and of the next step.
enum BoardText {
  static let ungraded = "not graded yet"
  static let missing = "file is missing"
  static let allExercises = "all exercises: \(Program.command) list"
  static let noExercises = "There are no exercises in the folder Exercises."
  static let everythingDone = "Everything is done. Congratulations!"
  static let nothingStarted = "Nothing is started yet.\n"
  static let stopped =
    "Grading was stopped before its end: its time was up, or somebody stopped it."

  static let core = "core"
  static let more = "more"

  static func passed(_ passed: Int, of all: Int) -> String { "\(passed) of \(all) passed" }

  static func core(_ passed: Int, of all: Int) -> String { "core \(passed)/\(all)" }

  static func more(_ passed: Int, of all: Int) -> String { "more \(passed)/\(all)" }

  static func points(_ earned: Int, outOf all: Int) -> String { "\(earned)/\(all) points" }

  static func passed(_ passed: Int, ofExercises all: Int) -> String {
    "\(passed) of \(all) exercise\(all == 1 ? "" : "s") passed"
  }

  static func passed(_ passed: Int, ofGraded all: Int) -> String {
    "\(passed) of \(all) graded exercise\(all == 1 ? "" : "s") passed"
  }

  static func points(_ earned: Int, of all: Int) -> String { "\(earned) of \(all) points" }

  static func notShown(_ count: Int) -> String {
    "Not right yet, and not shown: \(count). To see all: \(Program.command) grade\n"
  }

  // MARK: - The next step

  static func next(_ entry: Catalog.Entry, _ state: String) -> String {
    "next: \(entry.title) (\(state))"
  }

  static func begin(_ entry: Catalog.Entry, isWatching: Bool) -> [String] {
    [
      "next: \(entry.title)" + (entry.isCore ? "" : " (\(more): no core exercise needs it)"),
      "  write     \(entry.id.sourcePath)",
      "  lesson    Exercises/\(entry.id.pack)/README.md",
    ] + (isWatching ? [] : ["  then run  \(Program.command)"])
  }

  static func correct(_ entry: Catalog.Entry, _ verdict: Verdict?, isWatching: Bool) -> [String] {
    if verdict?.state == .inconclusive {
      return ["  grade again    \(Program.command) grade \(entry.id)"]
    }
    let line = verdict?.sourceLine.map { ":\($0)" } ?? ""
    let more = [
      "  the details    \(Program.command) grade \(entry.id)",
      "  stuck?         \(Program.command) hint \(entry.id)",
    ]
    return ["  edit           \(entry.id.sourcePath)\(line)"] + (isWatching ? [] : more)
  }

  static func bringBack(_ id: ExerciseID) -> String {
    "  bring it back  \(Program.command) reset \(id)"
  }
}
