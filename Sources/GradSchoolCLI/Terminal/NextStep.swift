import Grading

/// What a student does next: mend what was begun, else begin the next exercise.
struct NextStep {
  let catalog: Catalog
  let standings: [ExerciseID: Standing]

  /// It in a few lines.
  var lines: [String] {
    let entries = catalog.exercises
    if entries.isEmpty { return ["There are no exercises in the folder Exercises."] }
    if let open = entries.first(where: { standings[$0.id]?.isOpen == true }) { return mend(open) }
    guard let fresh = entries.first(where: { standings[$0.id]?.isPassed == false }) else {
      return ["Everything is done. Congratulations!"]
    }
    return [
      "next: \(fresh.title)",
      "  write     \(fresh.id.sourcePath)",
      "  lesson    Exercises/\(fresh.id.pack)/README.md",
      "  then run  \(Program.command)",
    ]
  }

  private func mend(_ entry: Catalog.Entry) -> [String] {
    let standing = standings[entry.id] ?? .notStarted
    let line = standing.verdict?.sourceLine.map { ":\($0)" } ?? ""
    var lines = ["next: \(entry.title) (\(standing.name))"]
    switch standing {
    case .missing:
      lines.append("  bring it back  \(Program.command) reset \(entry.id)")
    case .graded(let verdict) where verdict.state == .inconclusive:
      lines.append("  grade again    \(Program.command) grade \(entry.id)")
    default:
      lines += [
        "  edit           \(entry.id.sourcePath)\(line)",
        "  the details    \(Program.command) grade \(entry.id)",
        "  stuck?         \(Program.command) hint \(entry.id)",
      ]
    }
    return lines
  }
}
