import Grading

/// The board: the student's progress, pack by pack, and the next step.
struct Board {
  let progress: StudentProgress
  let console: Console

  private var catalog: Catalog { progress.catalog }

  /// Prints the whole progress in a line and a bar.
  func printSummary() {
    let all = catalog.exercises
    console.line(
      console.colored("GradSchool", .bold)
        + " · \(BoardText.passed(progress.passed(all), ofExercises: all.count)) · " + points(all)
    )
    console.line("  \(bar(all, width: 40))  \(part(of: 100, all)) %")
  }

  /// Prints a row for each pack, and below it the exercises that matter now: all of the current pack, and of
  /// the others those that are begun and not right.
  func print() {
    printSummary()
    console.line()
    var isComplete = true
    for pack in catalog.packs {
      let isCurrent = pack.exercises.contains { $0.id == progress.current?.id }
      let shown = pack.exercises.filter { isCurrent || progress[$0.id].isOpen }
      isComplete = isComplete && shown.count == pack.exercises.count
      console.line(row(pack))
      for entry in shown { console.line(row(entry)) }
    }
    if !isComplete {
      console.line()
      console.line("  " + BoardText.allExercises)
    }
  }

  /// Prints exercises under the rows of their packs.
  func print(_ entries: [Catalog.Entry]) {
    let ids = Set(entries.map(\.id))
    for pack in catalog.packs {
      let shown = pack.exercises.filter { ids.contains($0.id) }
      guard !shown.isEmpty else { continue }
      console.line()
      console.line(row(pack))
      for entry in shown { console.line(row(entry)) }
    }
  }

  // MARK: - Rows

  private func row(_ pack: Catalog.Pack) -> String {
    let width = catalog.packs.map(\.name.count).max() ?? 0
    let longest = catalog.packs.map { passed($0).count }.max() ?? 0
    return "  " + console.colored(pack.name.padding(to: width), .bold)
      + "  \(bar(pack.exercises, width: 20))  \(passed(pack).padding(to: longest))  "
      + points(pack.exercises)
  }

  private func passed(_ pack: Catalog.Pack) -> String {
    BoardText.passed(progress.passed(pack.exercises), of: pack.exercises.count)
  }

  private func row(_ entry: Catalog.Entry) -> String {
    let idWidth = catalog.exercises.map(\.id.description.count).max() ?? 0
    // The room beside the sign, the id, the points and the longest state; below 16 there is no title.
    let room = console.abilities.width - idWidth - 33
    let longest = catalog.exercises.map(\.title.count).max() ?? 0
    let titleWidth = room < 16 ? 0 : min(36, room, longest)
    let progress = progress[entry.id]
    let columns = [
      entry.id.description.padding(to: idWidth), entry.title.fitted(to: titleWidth),
      score(entry), progress.name,
    ]
    return "    \(console.colored(progress.sign, .init(progress))) "
      + columns.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  // MARK: - Parts

  /// The same part of a number as of the points is earned, rounded down: a bar is full only when all points
  /// are earned.
  private func part(of number: Int, _ entries: [Catalog.Entry]) -> Int {
    min(number, progress.earned(entries) * number / max(1, progress.possible(entries)))
  }

  private func bar(_ entries: [Catalog.Entry], width: Int) -> String {
    let full = part(of: width, entries)
    return console.colored(String(repeating: "█", count: full), .green)
      + console.colored(String(repeating: "░", count: width - full), .dim)
  }

  private func score(_ entry: Catalog.Entry) -> String {
    let width = String(catalog.exercises.map(\.points).max() ?? 0).count
    let earned = progress[entry.id].verdict.map { "\($0.earned)" } ?? "–"
    let possible = "\(entry.points)"
    return String(repeating: " ", count: max(0, width - earned.count)) + earned + "/"
      + possible.padding(to: width)
  }

  private func points(_ entries: [Catalog.Entry]) -> String {
    BoardText.points(progress.earned(entries), of: progress.possible(entries))
  }
}

extension String {
  /// The string in exactly a width: shortened, or filled up with blanks.
  func fitted(to width: Int) -> String {
    count > width ? prefix(max(0, width - 1)) + (width > 0 ? "…" : "") : padding(to: width)
  }
}
