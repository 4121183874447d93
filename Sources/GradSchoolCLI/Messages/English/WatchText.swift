import Grading

/// The sentences of `watch`.
enum WatchText {
  static let begun = "Watching the exercises; each is graded when its file is saved."

  static func saved(_ ids: [ExerciseID]) -> String {
    "\(ids.map(\.description).joined(separator: ", ")) \(ids.count == 1 ? "is" : "are") saved."
  }

  static func notShown(_ count: Int) -> String {
    "Graded, and not shown: \(count). All: press l.\n"
  }

  static func bringBack(_ id: ExerciseID) -> String {
    "  To have it back: \(Program.command) reset \(id)"
  }

  static func lastHint(_ id: ExerciseID) -> String {
    "\(ExerciseText.lastHint) The solution with its derivation:\n"
      + "  \(Program.command) solution \(id) --reveal\n"
  }

  static func keys(_ id: ExerciseID?) -> String {
    "\(id.map { "\($0) · " } ?? "")h hint · n next · l list · q quit"
  }
}
