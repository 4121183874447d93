import Grading

/// The hints of one exercise, opened one after the other and shown on the console.
struct HintPages {
  let entry: Catalog.Entry
  let workspace: Workspace
  let console: Console

  /// Opens one more hint, remembers that, and shows it; returns which hints were shown, up to the last open one.
  ///
  /// With `all`, all hints are opened and shown; with `again`, only those that are open already are shown.
  func open(all: Bool = false, again: Bool = false) throws -> Range<Int> {
    let hints = entry.hints
    var progress = try ProgressFile(of: workspace, note: console.note)
    let before = min(progress[openedHints: entry.id], hints.count)
    let now = all ? hints.count : again ? before : min(before + 1, hints.count)
    let wereAllOpen = before == hints.count
    if wereAllOpen, !all, !again { console.line(ExerciseText.allOpen(entry.id)) }
    let shown = all || again || wereAllOpen ? 0..<now : before..<now
    if shown.isEmpty { console.line(ExerciseText.noneOpen(entry.id)) }
    show(shown)
    if now != before {
      progress[openedHints: entry.id] = now
      do {
        try progress.write(to: workspace)
      } catch let error as ProgramError {
        // A hint that is not remembered is still a hint.
        console.note(ExerciseText.notRemembered(error))
      }
    }
    return shown
  }

  /// Shows hints, open or not.
  func show(_ indices: Range<Int>) {
    for index in indices {
      let width = min(100, max(40, console.abilities.width))
      for line in LineWrapping.lines(ExerciseText.hint(index, of: entry), width: width) {
        console.line(console.colored(line, .bold))
      }
      LineWrapping.paragraphs(entry.hints[index].text, width: width).forEach { console.line($0) }
      console.line()
    }
  }
}
