import Grading

/// The remarks on a submission, which its student reads.
enum SubmissionText {
  static let noExercise = "There is no exercise that was begun: every file is as it was handed out."
  static let noVerdict = "Grading it left no verdict."

  static func formerly(_ path: String, _ id: ExerciseID) -> String {
    "\(path) was taken as \(id), the name that the exercise has now."
  }

  static let hasManyFiles =
    "The submission has more than \(SubmittedTree.mostFiles) files; those after them were not looked at. "
    + "Hand in the folder Exercises only."

  static func isDeep(_ folder: String) -> String {
    "A folder was not looked at, because its path has more than \(Archive.mostParts) parts: \(folder)… "
      + "Hand in the folder Exercises only."
  }

  static func ignored(_ path: String, besides other: String) -> String {
    "\(path) was ignored, because \(other) is there too."
  }

  static func ignored(_ refused: String, besides other: String, _ id: ExerciseID) -> String {
    "For \(id), \(other) was taken: \(refused)"
  }

  static func ignored(_ path: String) -> String {
    "\(path) was ignored: only the files of exercises count."
  }

  static func ignored(more count: Int) -> String { "\(count) more files were ignored." }

  static func refused(_ folder: String, _ reason: String) -> String {
    "\(folder) \(reason) Nothing of it was graded."
  }

  static func notTaken(_ reason: String) -> String { "Not taken over: \(reason)" }

  static func read(_ path: String, as encoding: String) -> String {
    "\(path) was read as \(encoding). Save it as UTF-8."
  }

  static func ambiguous(_ path: String, _ ids: [ExerciseID]) -> String {
    "\(path) may be \(ids.map(\.description).joined(separator: " or ")): put it into the folder of its pack."
  }

  static func either(_ path: String, _ other: String) -> String {
    "\(path) and \(other) differ, and nothing tells which one counts: hand in one of them."
  }

  /// Why nothing of a submission could be placed: a sentence.
  static func nothing(in tree: SubmittedTree, _ folder: String) -> String {
    if tree.files.isEmpty { return tree.refusals.first ?? "\(folder) is empty." }
    let names = tree.files.prefix(3).map { FileName.printable($0.path) }.joined(separator: ", ")
    let count = tree.files.count
    return
      "No file has the name of an exercise, such as Exercises/<Pack>/<Name>.swift or <Name>.swift. "
      + "There \(count == 1 ? "is" : "are") \(names)\(count > 3 ? " and \(count - 3) more" : "")."
  }

  static func taken(_ ids: [String]) -> String {
    ids.isEmpty
      ? "No exercise was taken from the submission: none has a name such as "
        + "Exercises/<Pack>/<Exercise>.swift and can be used."
      : "Taken from the submission: \(ids.joined(separator: ", "))."
  }

  // MARK: - The list of submissions, which an instructor reads

  static func leftOut(_ names: [String]) -> String {
    "Left out, since a file beside the submissions is no submission: \(CauseText.names(names, atMost: 6))."
  }

  static func notMatched(_ names: [String]) -> String {
    "Left out, since --pattern does not match the name: \(CauseText.names(names, atMost: 6))."
  }

  static func metadata(_ reason: String) -> String {
    "the file with the names of the students \(reason)"
  }

  static let isOneSubmission =
    "is the submission of one student. Name the folder in which this one lies, or grade it with "
    + "`gradschool grade --submission`."
}
