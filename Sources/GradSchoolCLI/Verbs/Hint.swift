import Foundation
import Grading

extension Context {
  /// `hint`: opens one more hint of an exercise, and shows it.
  func hint(_ names: [String], all: Bool, again: Bool) throws -> Int32 {
    let entry = try catalog.exercise(named: names.first ?? "")
    let hints = entry.hints
    guard !hints.isEmpty else {
      throw ProgramError.noHints(exercise: "\(entry.id)", path: entry.id.hintsPath)
    }
    var progress = try Progress(of: workspace)
    let before = min(progress.openedHints[entry.id.description] ?? 0, hints.count)
    let now = all ? hints.count : again ? before : min(before + 1, hints.count)
    if now != before {
      progress.openedHints[entry.id.description] = now
      try progress.write(to: workspace)
    }
    let wereAllOpen = before == hints.count
    let shown = all || again || wereAllOpen ? 0..<now : before..<now
    if wereAllOpen, !all, !again { console.line("All hints of \(entry.id) are open already:\n") }
    if shown.isEmpty { console.line("No hint of \(entry.id) is open yet.") }
    for index in shown {
      let title = "\(entry.title) · hint \(index + 1) of \(hints.count): \(hints[index].title)"
      console.line(console.colored(title, .bold))
      console.line(hints[index].text + "\n")
    }
    if now < hints.count {
      console.line("one more: \(Program.command) hint \(entry.id)")
    } else {
      console.line("That was the last. If it does not help, read the solution and its derivation:")
      console.line("  \(Program.command) solution \(entry.id) --reveal")
    }
    return 0
  }
}

/// What is remembered about a student besides the verdicts, in `.gradschool/progress.json`.
struct Progress: Codable, Equatable {
  static let path = ".gradschool/progress.json"

  /// How many hints are open, by exercise.
  var openedHints: [String: Int] = [:]

  /// Reads what is remembered; nothing when there is no file yet.
  init(of workspace: Workspace) throws {
    let file = workspace.file(Progress.path)
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw ProgramError.unreadable(path: Progress.path, reason: reason(error))
    }
    guard let progress = try? JSONDecoder().decode(Progress.self, from: data) else {
      throw ProgramError.damagedProgress(path: Progress.path)
    }
    self = progress
  }

  /// Writes it in one step.
  func write(to workspace: Workspace) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try workspace.write(try encoder.encode(self), to: Progress.path)
  }
}
