import Grading

/// What a student does next: mend what was begun, else begin the next exercise.
struct NextStep {
  let standings: Standings
  /// The exercise it is about; nil when everything is done.
  let entry: Catalog.Entry?

  /// Says what to do about an exercise.
  ///
  /// - Parameters:
  ///   - standings: Where all exercises stand.
  ///   - entry: The exercise; nil for the one that the student is at.
  init(_ standings: Standings, about entry: Catalog.Entry? = nil) {
    self.standings = standings
    self.entry = entry ?? standings.current
  }

  /// It in a few lines.
  ///
  /// - Parameter isWatching: Whether the file is graded as soon as it is saved, and a key opens a hint.
  /// - Returns: The lines.
  func lines(isWatching: Bool = false) -> [String] {
    if standings.catalog.exercises.isEmpty {
      return ["There are no exercises in the folder Exercises."]
    }
    guard let entry else { return ["Everything is done. Congratulations!"] }
    if standings[entry.id].isOpen { return mend(entry, isWatching) }
    return [
      "next: \(entry.title)",
      "  write     \(entry.id.sourcePath)",
      "  lesson    Exercises/\(entry.id.pack)/README.md",
    ] + (isWatching ? [] : ["  then run  \(Program.command)"])
  }

  private func mend(_ entry: Catalog.Entry, _ isWatching: Bool) -> [String] {
    let standing = standings[entry.id]
    let line = standing.verdict?.sourceLine.map { ":\($0)" } ?? ""
    var lines = ["next: \(entry.title) (\(standing.name))"]
    switch standing {
    case .missing:
      lines.append("  bring it back  \(Program.command) reset \(entry.id)")
    case .graded(let verdict) where verdict.state == .inconclusive:
      lines.append("  grade again    \(Program.command) grade \(entry.id)")
    default:
      lines.append("  edit           \(entry.id.sourcePath)\(line)")
      guard !isWatching else { break }
      lines += [
        "  the details    \(Program.command) grade \(entry.id)",
        "  stuck?         \(Program.command) hint \(entry.id)",
      ]
    }
    return lines
  }
}
