import Grading

/// The remarks on a submission, which its student reads.
enum SubmissionText {
  static let noExercise =
    "There is no exercise that was begun at Exercises/<Pack>/<Name>.swift or <Pack>/<Name>.swift."
  static let noVerdict = "Grading it left no verdict."

  static func formerly(_ path: String, _ id: ExerciseID) -> String {
    "\(path) was taken as \(id), the name that the exercise has now."
  }

  static func ignored(_ path: String, besides other: String) -> String {
    "\(path) was ignored, because \(other) is there too."
  }

  static func ignored(_ path: String, like id: ExerciseID?) -> String {
    let reason =
      id.map {
        "it looks like an exercise, which is only looked for at \($0.sourcePath) or "
          + "\($0.pack)/\($0.name).swift, spelled exactly so."
      } ?? "only the files of exercises count."
    return "\(path) was ignored: \(reason)"
  }

  static func ignored(more count: Int) -> String { "\(count) more files were ignored." }

  static func refused(_ folder: String, _ reason: String) -> String {
    "\(folder) \(reason) Nothing of it was graded."
  }

  static func notTaken(_ path: String, _ reason: String) -> String {
    "\(path) was not taken over: it \(reason)"
  }

  static func taken(_ ids: [String]) -> String {
    ids.isEmpty
      ? "No exercise was taken from the submission: none has a name such as "
        + "Exercises/<Pack>/<Exercise>.swift and can be used."
      : "Taken from the submission: \(ids.joined(separator: ", "))."
  }

  // MARK: - Why a path is not read: the end of a sentence

  static let isLink = "is a symbolic link, and links are not followed."
  static let isFile = "is a file, not a folder. If it is an archive, unpack it."
  static let isNoFolder = "is no folder."
  static let leadsOut = "leads out of the folder."
  static let isBehindLink = "is a symbolic link, or lies behind one; links are not followed."
  static let isFolder = "is a folder, not a file."
  static let isNoOrdinaryFile = "is no ordinary file."
  static let isUnreadable = "cannot be read."
  static let isNoText = "is not text in UTF-8."
  static let isBlank = "is empty."
  static func isUnreadable(_ reason: String) -> String { "cannot be read: \(reason)" }

  static func isLarge(_ limit: Int) -> String {
    "is larger than \(limit >> 10) kB; an exercise is not."
  }
}
