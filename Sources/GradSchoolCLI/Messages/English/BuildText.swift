import Grading

/// The sentences about the progress of a build and of a grading, and about one that ended early.
enum BuildText {
  static let first =
    "Building GradSchool. The first time takes a minute or more; after that, seconds."
  static let starting = "starting"
  static let startingAgain = "starting again"
  static let waiting = "waiting for another swift build or swift test"
  static let savedAgain = "Saved while it was being graded; starting again."

  static func building(_ step: String, _ seconds: Int64) -> String {
    "Building: \(step), \(seconds) s"
  }

  static func leavingOut(_ ids: [ExerciseID]) -> String {
    let names = ids.map(\.description).joined(separator: ", ")
    return "\(names) \(ids.count == 1 ? "does" : "do") not compile; building the others."
  }

  static func running(_ purpose: String, _ done: Int, of all: Int, _ seconds: Int64) -> String {
    "\(purpose): \(done) of \(all) done, \(seconds) s"
  }

  static func locked(by owner: String?) -> String {
    let name = owner.flatMap { $0.isEmpty ? nil : " (process \($0))" } ?? ""
    return "Another gradschool is grading\(name); waiting for it…"
  }

  static func silent(_ seconds: Int) -> [String] {
    Wording.wrapped(
      "The compiler did not get on for \(seconds) s and was stopped. Split long expressions, and give "
        + "their parts names and types."
    )
  }

  static func noVerdict(_ id: ExerciseID, _ status: Int32, log: String) -> String {
    let reason =
      status == 0
      ? "The grader, \(id.graderPath), left no verdict: it has no test called `\(id)`."
      : "The grading program ended before it left a verdict (status \(status)): something outside ended "
        + "it, or the graded code did."
    return "\(reason) The output of the tests is in \(log)."
  }

  static func otherText(_ id: ExerciseID, folder: String) -> String {
    "The text that was compiled is not the text of \(id.sourcePath), so there is no verdict. "
      + "Grade it again. If this happens again, remove the folder \(folder)."
  }
}
