import Grading

/// The board: packs, exercises, where each stands, points, and what to do next.
struct Board {
  let catalog: Catalog
  let standings: [ExerciseID: Standing]
  let console: Console

  init(_ context: Context) {
    catalog = context.catalog
    console = context.console
    standings = Dictionary(
      context.catalog.exercises.map { ($0.id, Standing(of: $0.id, in: context.workspace)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Prints the board.
  func print() {
    console.line(headline)
    console.line("  " + bar)
    rows().forEach { console.line($0) }
  }

  /// Prints what to do next.
  func printNext() {
    console.line()
    NextStep(catalog: catalog, standings: standings).lines.forEach { console.line("  " + $0) }
  }

  /// Whether everything that was started is right.
  var isAllRight: Bool {
    !standings.values.contains(where: \.isOpen)
  }

  // MARK: - Parts

  private var headline: String {
    let passed = standings.values.filter(\.isPassed).count
    let count = catalog.exercises.count
    return console.colored("GradSchool", .bold)
      + " · \(passed) of \(count) exercise\(count == 1 ? "" : "s") passed · "
      + points(catalog.exercises)
  }

  private var bar: String {
    let width = 40
    let possible = catalog.exercises.reduce(0) { $0 + $1.points }
    let earned = catalog.exercises.reduce(0) { $0 + self.earned($1) }
    let share = possible == 0 ? 0 : Double(earned) / Double(possible)
    let full = Int((share * Double(width)).rounded(.down))
    return console.colored(String(repeating: "█", count: full), .green)
      + console.colored(String(repeating: "░", count: width - full), .dim)
      + "  \(Int((share * 100).rounded(.down))) %"
  }

  private func rows() -> [String] {
    let idWidth = catalog.exercises.map(\.id.description.count).max() ?? 0
    // What is left beside the sign, the id, the points and the longest state; too little is nothing.
    let room = console.abilities.width - idWidth - 33
    let longest = catalog.exercises.map(\.title.count).max() ?? 0
    let titleWidth = room < 10 ? 0 : min(36, room, longest)
    return catalog.packs.flatMap { pack in
      let head =
        "  " + console.colored(pack.name, .bold)
        + String(repeating: " ", count: max(2, idWidth + 4 - pack.name.count))
        + points(pack.exercises)
      return ["", head]
        + pack.exercises.map { entry in
          let standing = standings[entry.id] ?? .notStarted
          let columns = [
            entry.id.description.padding(to: idWidth), Board.fitted(entry.title, to: titleWidth),
            score(entry), standing.name,
          ]
          return "    \(console.colored(standing.sign, standing.color)) "
            + columns.filter { !$0.isEmpty }.joined(separator: "  ")
        }
    }
  }

  /// A text of exactly a width.
  private static func fitted(_ text: String, to width: Int) -> String {
    text.count > width
      ? text.prefix(max(0, width - 1)) + (width > 0 ? "…" : "") : text.padding(to: width)
  }

  private func score(_ entry: Catalog.Entry) -> String {
    let width = String(catalog.exercises.map(\.points).max() ?? 0).count
    let earned = standings[entry.id]?.verdict.map { "\($0.earned)" } ?? "–"
    let possible = "\(entry.points)"
    return String(repeating: " ", count: max(0, width - earned.count)) + earned + "/"
      + possible.padding(to: width)
  }

  private func earned(_ entry: Catalog.Entry) -> Int { standings[entry.id]?.verdict?.earned ?? 0 }

  private func points(_ entries: [Catalog.Entry]) -> String {
    "\(entries.reduce(0) { $0 + earned($1) }) of \(entries.reduce(0) { $0 + $1.points }) points"
  }
}
