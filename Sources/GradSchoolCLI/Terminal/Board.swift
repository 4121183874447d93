import Grading

/// The board: the student's progress on the road, then pack by pack.
///
/// Where every exercise is core, the road is all there is, and nothing is said about *more*.
struct Board {
  let progress: StudentProgress
  let console: Console

  private var catalog: Catalog { progress.catalog }

  /// Whether some exercises are beside the road.
  private var hasMore: Bool { !catalog.more.isEmpty }

  /// Prints the whole progress: a line, and a bar for the road and for *more*.
  func printSummary() {
    let all = catalog.exercises
    console.line(
      console.colored("GradSchool", .bold)
        + " · \(BoardText.passed(progress.passed(all), ofExercises: all.count)) · " + points(all)
    )
    guard hasMore else {
      return console.line("  \(bar(all, width: 40))  \(part(of: 100, all)) %")
    }
    let (road, more) = (catalog.road, catalog.more)
    func print(_ name: String, _ bar: String, _ entries: [Catalog.Entry]) {
      let passed = BoardText.passed(progress.passed(entries), of: entries.count)
      console.line("  \(name)  \(bar)  \(passed)")
    }
    if !road.isEmpty { print(BoardText.core, steps(road), road) }
    print(BoardText.more, bar(more, width: road.isEmpty ? 30 : min(30, road.count)), more)
  }

  /// Prints a row for each pack, and below it the exercises that matter now: those of the current pack, and of the
  /// others those that are begun and not right.
  func print() {
    printSummary()
    console.line()
    var isComplete = true
    for pack in catalog.packs {
      let isCurrent = pack.exercises.contains { $0.id == progress.current?.id }
      let shown = pack.exercises.filter { isCurrent || progress[$0.id].isOpen }
      isComplete = isComplete && shown.count == pack.exercises.count
      print(shown, of: pack)
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
      print(shown, of: pack)
    }
  }

  // MARK: - Rows

  /// Prints the row of a pack, and below it some of its exercises: the core ones first.
  private func print(_ shown: [Catalog.Entry], of pack: Catalog.Pack) {
    console.line(row(pack))
    for entry in shown where entry.isCore { console.line(row(entry)) }
    let beside = shown.filter { !$0.isCore }
    if !beside.isEmpty { console.line("    " + console.colored(BoardText.more, .dim)) }
    for entry in beside { console.line(row(entry)) }
  }

  private func row(_ pack: Catalog.Pack) -> String {
    hasMore ? twoPartRow(pack) : onePartRow(pack)
  }

  /// A row with the core exercises and those of *more* apart; without a bar where the terminal is narrow.
  private func twoPartRow(_ pack: Catalog.Pack) -> String {
    func core(_ pack: Catalog.Pack) -> String {
      pack.core.isEmpty ? "" : BoardText.core(progress.passed(pack.core), of: pack.core.count)
    }
    func more(_ pack: Catalog.Pack) -> String {
      pack.more.isEmpty ? "" : BoardText.more(progress.passed(pack.more), of: pack.more.count)
    }
    func width(_ text: (Catalog.Pack) -> String) -> Int {
      catalog.packs.map { text($0).count }.max() ?? 0
    }
    func points(_ pack: Catalog.Pack) -> String {
      let entries = pack.exercises
      return BoardText.points(progress.earned(entries), outOf: progress.possible(entries))
    }
    let columns = [
      pack.name.padding(to: width(\.name)), core(pack).padding(to: width(core)),
      more(pack).padding(to: width(more)), points(pack),
    ]
    // The room beside the columns and the gaps between them.
    let room =
      console.abilities.width - columns.dropLast().reduce(12) { $0 + $1.count } - width(points)
    let bars = room < 8 ? [] : [bar(pack.exercises, width: min(20, room))]
    return "  "
      + ([console.colored(columns[0], .bold)] + bars + columns.dropFirst()).joined(separator: "  ")
  }

  private func onePartRow(_ pack: Catalog.Pack) -> String {
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
    // The sign alone tells the state.
    let isNarrow = room < -5
    let columns = [
      entry.id.description.padding(to: idWidth), entry.title.fitted(to: titleWidth),
      score(entry, isLast: isNarrow),
    ]
    return "    \(console.colored(progress.sign, .init(progress))) "
      + columns.filter { !$0.isEmpty }.joined(separator: "  ")
      + (isNarrow ? "" : "  " + progress.name)
  }

  // MARK: - Parts

  /// The same part of a number as of the points is earned, rounded down: a bar is full only when all points
  /// are earned.
  private func part(of number: Int, _ entries: [Catalog.Entry]) -> Int {
    min(number, progress.earned(entries) * number / max(1, progress.possible(entries)))
  }

  /// A bar with a step for each exercise, in order.
  ///
  /// A step shows whether the exercise has passed, is the student's current one, or is begun and not right. With too
  /// many exercises for a step each, this is a bar of their points.
  private func steps(_ entries: [Catalog.Entry]) -> String {
    guard entries.count <= 30 else { return bar(entries, width: 30) }
    return entries.map { entry in
      let state = progress[entry.id]
      return if state.isPassed {
        console.colored("█", .green)
      } else if entry.id == progress.current?.id {
        console.colored("▸", .bold)
      } else {
        console.colored(state.isOpen ? "▒" : "░", .dim)
      }
    }.joined()
  }

  private func bar(_ entries: [Catalog.Entry], width: Int) -> String {
    let full = part(of: width, entries)
    return console.colored(String(repeating: "█", count: full), .green)
      + console.colored(String(repeating: "░", count: width - full), .dim)
  }

  private func score(_ entry: Catalog.Entry, isLast: Bool) -> String {
    let width = String(catalog.exercises.map(\.points).max() ?? 0).count
    let earned = progress[entry.id].verdict.map { "\($0.earned)" } ?? "–"
    let possible = "\(entry.points)"
    return String(repeating: " ", count: max(0, width - earned.count)) + earned + "/"
      + (isLast ? possible : possible.padding(to: width))
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
