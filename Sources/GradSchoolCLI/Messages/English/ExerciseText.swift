import Grading

/// The sentences of `hint`, `solution` and `reset`, and those about a student's work that was moved.
enum ExerciseText {
  // MARK: - Hints and solutions

  static let noCurrent = "Everything is done. For the hints of one exercise, give its name."
  static let lastHint = "That was the last hint."
  static func noHints(_ id: ExerciseID) -> String { "There are no hints for \(id).\n" }
  static func allOpen(_ id: ExerciseID) -> String { "All hints of \(id) are open already:\n" }
  static func noneOpen(_ id: ExerciseID) -> String { "No hint of \(id) is open yet." }

  static func hint(_ index: Int, of entry: Catalog.Entry) -> String {
    "\(entry.title) · hint \(index + 1) of \(entry.hints.count): \(entry.hints[index].title)"
  }

  static func oneMore(_ id: ExerciseID) -> String { "one more: \(Program.command) hint \(id)" }

  static func lastHint(thenSolutionOf id: ExerciseID) -> String {
    "\(lastHint) If it does not help, read the solution:\n  \(Program.command) solution \(id) --reveal"
  }

  static func notRemembered(_ error: ProgramError) -> String {
    "GradSchool cannot remember that this hint is open.\n\(error.description)\n"
  }

  static func closedSolution(_ id: ExerciseID, _ state: String) -> String {
    """
    The solution of \(id) opens when you have passed it (now: \(state)).
      grade it     \(Program.command) grade \(id)
      get a hint   \(Program.command) hint \(id)
      or look now  \(Program.command) solution \(id) --reveal
    """
  }

  // MARK: - The file

  static func restored(missing id: ExerciseID) -> String {
    "\(id.sourcePath) was missing. It is back as it was handed out."
  }

  static func nothingToReset(_ id: ExerciseID) -> String {
    "\(id.sourcePath) is as it was handed out; there is nothing to reset."
  }

  static func restored(_ id: ExerciseID, backup: String) -> String {
    """
    \(id.sourcePath) is as it was handed out.
    Your file is kept in \(backup). To have it back:
      cp \(backup) \(id.sourcePath)
    """
  }

  static func planted(_ id: ExerciseID, version: Int, of count: Int) -> String {
    """
    In \(id.sourcePath) there is a bug to find: yours is version \(version) of \(count).

    """
  }

  static func notPlanted(_ id: ExerciseID, _ error: any Error) -> String {
    let text = (error as? ProgramError)?.description ?? error.reason
    return "\(id.sourcePath) stays as it is, without a fault of your own:\n\(text)\n"
  }

  static func takenOutOfStub(_ id: ExerciseID, backup: String) -> String {
    "Git had merged your work into \(id.stubPath).\n"
      + "  It is in \(id.sourcePath) again; a copy is in \(backup)."
  }

  static func renamed(_ old: ExerciseID, _ new: ExerciseID, isFree: Bool, backup: String) -> String
  {
    """
    \(old) is now called \(new). \
    \(isFree ? "Your file is now \(new.sourcePath)." : "You have begun \(new.sourcePath) too.")
    The older file is kept in \(backup).

    """
  }

  static func notMoved(_ old: ExerciseID, _ new: ExerciseID, _ error: any Error) -> String {
    let text = (error as? ProgramError)?.description ?? error.reason
    return "\(old) is now called \(new), but not everything could be moved:\n\(text)\n"
  }

  static func damagedProgress(_ path: String, keptAs copy: String) -> String {
    """
    \(path) was damaged; it is kept as \(copy). It held which hints are open:
    all exercises start again from their first hint.

    """
  }

  /// The milestones of some packs with pieces in other packs, where no references stand in.
  static func incompleteMilestones(in packs: [Catalog.Pack]) -> [String] {
    packs.flatMap(\.exercises).compactMap { entry in
      let names = Set(entry.pieces.map(\.pack)).subtracting(packs.map(\.name)).sorted()
      guard !names.isEmpty else { return nil }
      let others = names.map(ExerciseID.dashed).joined(separator: ", ")
      return """

        \(entry.id) is assembled from exercises of other packs, and cannot be judged without them. Hand these
        out too: \(others)
        """
    }
  }
}
