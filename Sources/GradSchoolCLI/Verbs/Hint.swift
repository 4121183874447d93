import Foundation
import Grading

extension Context {
  /// `hint`: opens one more hint of an exercise, and shows it.
  func hint(_ names: [String], all: Bool, again: Bool) throws -> Int32 {
    guard let entry = try names.first.map(catalog.exercise(named:)) ?? standings.current else {
      console.line("Everything is done. For the hints of one exercise, give its name.")
      return 0
    }
    guard !entry.hints.isEmpty else {
      throw ProgramError.noHints(exercise: "\(entry.id)", path: entry.id.hintsPath)
    }
    let isLast = try openHint(of: entry, all: all, again: again)
    if !isLast {
      console.line("one more: \(Program.command) hint \(entry.id)")
    } else if !FileManager.default.fileExists(atPath: workspace.file(entry.id.solutionPath).path) {
      console.line("That was the last.")
    } else {
      console.line("That was the last. If it does not help, read the solution and its derivation:")
      console.line("  \(Program.command) solution \(entry.id) --reveal")
    }
    return 0
  }

  /// Opens one more hint of an exercise that has some, remembers that, and shows it.
  ///
  /// - Parameters:
  ///   - entry: The exercise.
  ///   - all: Whether all of them are opened and shown.
  ///   - again: Whether those are shown that are open already, and none is opened.
  /// - Returns: Whether all are open now.
  /// - Throws: ``ProgramError/unreadable(path:reason:)``, when it is not known which ones are open.
  func openHint(of entry: Catalog.Entry, all: Bool = false, again: Bool = false) throws -> Bool {
    let hints = entry.hints
    var progress = try Progress(of: workspace, console)
    let before = min(progress[openedHints: entry.id], hints.count)
    let now = all ? hints.count : again ? before : min(before + 1, hints.count)
    let wereAllOpen = before == hints.count
    let shown = all || again || wereAllOpen ? 0..<now : before..<now
    if wereAllOpen, !all, !again { console.line("All hints of \(entry.id) are open already:\n") }
    if shown.isEmpty { console.line("No hint of \(entry.id) is open yet.") }
    for index in shown {
      let title = "\(entry.title) · hint \(index + 1) of \(hints.count): \(hints[index].title)"
      console.line(console.colored(title, .bold))
      let width = min(100, max(40, console.abilities.width))
      Fitting.paragraphs(hints[index].text, width: width).forEach { console.line($0) }
      console.line()
    }
    if now != before {
      progress[openedHints: entry.id] = now
      do {
        try progress.write(to: workspace)
      } catch let error as ProgramError {
        // A hint that is not remembered is still a hint.
        console.note("It is not remembered that this hint is open.\n\(error.description)\n")
      }
    }
    return now == hints.count
  }
}
