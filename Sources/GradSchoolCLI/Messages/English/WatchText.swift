import Grading

/// The sentences of `watch`.
enum WatchText {
  static let begun = "Watching the exercises; each is graded when its file is saved."
  static let checking = "Everything that has changed or is not right is graded."

  static func saved(_ ids: [ExerciseID]) -> String {
    "\(ids.map(\.description).joined(separator: ", ")) \(ids.count == 1 ? "is" : "are") saved."
  }

  static func notShown(_ count: Int) -> String {
    "Graded, and not shown: \(count). All: press l.\n"
  }

  static func bringBack(_ id: ExerciseID) -> String {
    "  To have it back: \(Program.command) reset \(id)"
  }

  static func isMissing(_ id: ExerciseID) -> String {
    "\(id.sourcePath) is missing. To have it back as it was handed out, press r."
  }

  static func lastHint(_ id: ExerciseID) -> String {
    "\(ExerciseText.lastHint) The solution with its derivation:\n"
      + "  \(Program.command) solution \(id) --reveal\n"
  }

  // MARK: - Keys

  static let keys = [
    "h hint", "n next", "e edit", "l list", "c check all", "r reset", "q quit",
  ]

  static let resetKeys = ["y reset it", "any other key leaves it as it is"]

  static let listKeys = ["type to search", "↑ ↓ or j k move", "Return chooses", "Esc goes back"]

  static func reset(_ id: ExerciseID) -> String {
    "Reset \(id)? Your file is kept in .gradschool/backups."
  }

  static func searched(_ text: String, _ isSearching: Bool, _ found: Int, of all: Int) -> String {
    let exercises = "\(all) exercise\(all == 1 ? "" : "s")"
    return isSearching ? "search: \(text)▏ · \(found) of \(exercises)" : exercises
  }
}
