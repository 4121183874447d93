import Grading

/// The student's next step: to correct an exercise that was begun, or else to begin the next one.
struct NextStep {
  let progress: StudentProgress
  /// The exercise of the step; nil when everything is done.
  let entry: Catalog.Entry?

  /// Creates the step about an exercise; about the student's current one unless given.
  init(_ progress: StudentProgress, about entry: Catalog.Entry? = nil) {
    self.progress = progress
    self.entry = entry ?? progress.current
  }

  /// The step in a few lines; fewer while a saved file is graded at once and a key opens a hint.
  func lines(isWatching: Bool = false) -> [String] {
    if progress.catalog.exercises.isEmpty {
      return ["There are no exercises in the folder Exercises."]
    }
    guard let entry else { return ["Everything is done. Congratulations!"] }
    if progress[entry.id].isOpen { return correction(of: entry, isWatching) }
    return [
      "next: \(entry.title)",
      "  write     \(entry.id.sourcePath)",
      "  lesson    Exercises/\(entry.id.pack)/README.md",
    ] + (isWatching ? [] : ["  then run  \(Program.command)"])
  }

  private func correction(of entry: Catalog.Entry, _ isWatching: Bool) -> [String] {
    let progress = progress[entry.id]
    let line = progress.verdict?.sourceLine.map { ":\($0)" } ?? ""
    var lines = ["next: \(entry.title) (\(progress.name))"]
    switch progress {
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
  func print(to console: Console, isWatching: Bool = false) {
    lines(isWatching: isWatching).forEach { console.line("  " + $0) }
  }
}
