import Grading

/// The list of exercises in which a student searches and chooses one by keys.
///
/// What is typed is searched for. While nothing is typed, j and k move like the arrow keys; a search that begins with
/// one of them begins with `/`.
struct ExerciseChooser {
  enum Answer: Equatable {
    case goesOn
    case isLeft
    case chosen(ExerciseID)
  }

  let progress: StudentProgress
  private(set) var search = ""
  private var isSearching = false
  private var selected: ExerciseID?

  /// Creates the list, in which an exercise is selected.
  init(_ progress: StudentProgress, selected: ExerciseID?) {
    self.progress = progress
    self.selected = selected ?? progress.catalog.exercises.first?.id
  }

  /// The exercises whose names or titles have every word of the search.
  var found: [Catalog.Entry] {
    let words = search.lowercased().split(separator: " ")
    return progress.catalog.exercises.filter { entry in
      let names = ([entry.id] + entry.formerly).map { "\($0) \($0.name)" }
      let text = (names + [entry.title]).joined(separator: " ").lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// Takes a key.
  mutating func press(_ event: KeyEvent) -> Answer {
    switch event {
    case .escape: return .isLeft
    case .enter: return selected.map { .chosen($0) } ?? .goesOn
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -10)
    case .pageDown: move(by: 10)
    case .key("k") where !isSearching: move(by: -1)
    case .key("j") where !isSearching: move(by: 1)
    case .key("/") where !isSearching: isSearching = true
    case .key(let key): find(search + String(key))
    case .backspace: find(String(search.dropLast()))
    case .redraw, .end: break
    }
    return .goesOn
  }

  private mutating func find(_ text: String) {
    search = text
    isSearching = !text.isEmpty
    let found = found
    if !found.contains(where: { $0.id == selected }) { selected = found.first?.id }
  }

  private mutating func move(by step: Int) {
    let found = found
    guard let place = found.firstIndex(where: { $0.id == selected }) else { return }
    selected = found[min(max(0, place + step), found.count - 1)].id
  }

  // MARK: - Lines

  /// The search and as many exercises around the selected one as there is room for.
  func lines(width: Int, height: Int, console: Console) -> [String] {
    let found = found
    let all = progress.catalog.exercises
    let head = WatchText.searched(search, isSearching, found.count, of: all.count)
    let room = max(1, height - 2)
    let place = found.firstIndex { $0.id == selected } ?? 0
    let start = max(0, min(place - room / 2, found.count - room))
    let idWidth = min(width - 4, all.map(\.id.description.count).max() ?? 0)
    let rows = found[start..<min(found.count, start + room)].map { entry in
      row(entry, idWidth: idWidth, width: width, console)
    }
    return [head.cut(to: width), ""] + rows
  }

  private func row(
    _ entry: Catalog.Entry,
    idWidth: Int,
    width: Int,
    _ console: Console
  ) -> String {
    let state = progress[entry.id]
    // The sign says the state; its name is added where the titles leave room for it.
    let rest = width - 4 - idWidth - 2
    let longest = min(44, progress.catalog.exercises.map(\.title.count).max() ?? 0)
    let isNamed = rest >= longest + 2 + 16
    let title =
      rest < 12
      ? "" : "  " + (isNamed ? entry.title.fitted(to: longest) : entry.title.cut(to: rest))
    let name = isNamed ? "  " + state.name : ""
    let isSelected = entry.id == selected
    let text = entry.id.description.fitted(to: idWidth) + title + name
    return (isSelected ? "› " : "  ") + console.colored(state.sign, .init(state)) + " "
      + console.colored(text, isSelected ? .bold : nil)
  }
}

extension String {
  /// The string, shortened to a width if it is longer.
  fileprivate func cut(to width: Int) -> String { count > width ? fitted(to: width) : self }
}
