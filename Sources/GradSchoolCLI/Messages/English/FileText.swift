import Grading

/// The sentences about a file that cannot be written, that is not built, or that is built alone.
enum FileText {
  // The reasons why a file cannot be written.
  static let isFolder = "it is a folder."
  static let isDenied = "permission denied."
  static let hasNoFolder = "its folder does not exist."

  static let refusedInClass =
    "It is graded here all the same. Handed in to a class, the file is refused."
  static let breaksOthers = "Other files no longer compile with the declarations of this file:"
  static let breaksBuild = "The package does not build with this file, and builds without it:"

  static func missing(_ id: ExerciseID) -> [String] {
    [
      "The file is missing. To have it back as it was handed out:",
      "  \(Program.command) reset \(id)",
    ]
  }

  static func oversized(_ size: Int, limit: Int) -> [String] {
    Wording.wrapped(
      "The file has \(size >> 10) kB. An exercise has a few, and files of more than "
        + "\(limit >> 10) kB are not compiled."
    )
  }

  static func isProgram(_ id: ExerciseID, line: Int) -> [String] {
    Wording.wrapped(
      "\(id.sourcePath):\(line): @main makes the file a program of its own. An exercise is a "
        + "part of the grader's program: remove @main."
    )
  }

  static func shared(_ names: [String], _ id: ExerciseID) -> String {
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and more" : "")
    return
      "All files of the pack can see \(shown) in \(id.sourcePath), so the file was graded by itself. "
      + "Write `private` in front of the declaration, or move it inside your own type."
  }

  static func declared(_ name: String, in path: String) -> [String] {
    Wording.wrapped(
      "`\(name)` is declared in \(path). Each exercise is graded by itself: "
        + "declare it here too. If that file does not compile, correct it first."
    )
  }

  static func brokenGrader(_ id: ExerciseID, isPristine: Bool) -> String {
    let what =
      isPristine
      ? "\(id.sourcePath) is unchanged"
      : "every declaration that \(id.sourcePath) must have is there"
    return "The grader does not compile, although \(what)."
  }

  static func crashesCompiler(_ id: ExerciseID) -> String {
    "\(id.sourcePath): the compiler crashes on this file, or does not end."
  }

  static func forbidden(import module: String, _ place: String) -> String {
    "\(place): import \(module) is not allowed. An exercise must import only Tensors, "
      + "which has exp, log and the like."
  }

  static func forbidden(attribute: String, _ place: String) -> String {
    "\(place): \(attribute) is not allowed. It reaches outside of the exercise."
  }
}
