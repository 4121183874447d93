import Grading

extension Context {
  /// `watch`: grades what is saved, until it is told to stop.
  func watch() throws -> Int32 {
    // Before the terminal's mode is changed: a signal that is not noted would leave it so.
    Interruption.watch()
    defer { Interruption.unwatch() }
    let keyboard = Keyboard()
    defer { keyboard.restore() }
    return try Watch(self, keys: keyboard).run()
  }
}

/// Grades exercises as their files are saved, and answers keys.
final class Watch {
  private let keys: any KeySource
  private var context: Context
  private var watcher: SourceWatcher
  /// The exercise that the keys are about.
  private var current: Catalog.Entry?
  /// What was typed while something was graded.
  private var typed: [KeyEvent] = []
  private var isQuitting = false
  /// Stops what is being graded.
  private let stop: () -> Void

  private var console: Console { context.console }

  init(_ context: Context, keys: any KeySource, stop: @escaping () -> Void = Interruption.ask) {
    self.context = context
    self.keys = keys
    self.stop = stop
    watcher = SourceWatcher(context.catalog.exercises.map(\.id), in: context.workspace)
    self.context.toolchain = ListeningToolchain(base: context.toolchain) { [unowned self] in
      listen()
    }
  }

  /// Watches until the student quits or the input ends.
  ///
  /// - Returns: 0 when everything that was started is right, else 1.
  /// - Throws: ``ProgramError`` when nothing can be graded here, or on Ctrl-C.
  func run() throws -> Int32 {
    if !keys.isInteractive {
      console.note("Watching the exercises; each is graded when its file is saved.")
    }
    try begin()
    while !isQuitting {
      if let signal = Interruption.signal { throw ProgramError.interrupted(signal: signal) }
      switch typed.isEmpty ? keys.next(within: 40) : typed.removeFirst() {
      case .key(let key): press(key)
      case .end: isQuitting = true
      case nil:
        let saved = watcher.look()
        if !saved.isEmpty { try grade(saved) }
      }
    }
    console.clearStatus()
    return context.standings.isAllRight ? 0 : 1
  }

  // MARK: - Screens

  /// The first screen: where the student stands, and the exercise that they are at.
  private func begin() throws {
    guard try verdicts() != nil else { return }
    let standings = context.standings
    current = standings.current
    screen {
      Board(context).printSummary()
      console.line()
      if let current, let verdict = standings[current.id].verdict, standings[current.id].isOpen {
        context.show(verdict)
      } else {
        printNext(standings)
      }
    }
  }

  /// Grades what was saved and shows what came of it.
  private func grade(_ saved: [ExerciseID]) throws {
    if keys.isInteractive {
      console.clear()
      let names = saved.map(\.description).joined(separator: ", ")
      console.line(console.colored("\(names) \(saved.count == 1 ? "is" : "are") saved.", .dim))
    }
    guard let verdicts = try verdicts() else { return }
    let standings = context.standings
    let entries = context.catalog.exercises.filter { saved.contains($0.id) }
    // A verdict that could not be kept is in this run's alone; one on a file saved unchanged, in the other.
    let found = Dictionary(verdicts.map { ($0.exercise, $0) }) { $1 }
    func verdict(_ entry: Catalog.Entry) -> Verdict? {
      found["\(entry.id)"] ?? standings[entry.id].verdict
    }
    let open = entries.first { verdict($0)?.state != .passed }
    current = open ?? standings.current
    screen {
      for entry in entries.prefix(3) {
        if let verdict = verdict(entry) { context.show(verdict) } else { showUnjudged(entry) }
      }
      if entries.count > 3 {
        console.line("Graded, and not shown: \(entries.count - 3). All: press l.\n")
      }
      guard open == nil else { return }
      Board(context).printSummary()
      console.line()
      printNext(standings)
    }
  }

  /// An exercise on which there is no verdict: its file is as it was handed out, or gone.
  private func showUnjudged(_ entry: Catalog.Entry) {
    let standing = context.standings[entry.id]
    console.line("\(standing.sign) \(entry.title) · \(standing.name)")
    if standing == .missing {
      console.line("  To have it back: \(Program.command) reset \(entry.id)")
    }
    console.line()
  }

  private func printNext(_ standings: Standings) {
    NextStep(standings).lines(isWatching: true).forEach { console.line("  " + $0) }
    console.line()
  }

  private func press(_ key: Character) {
    let standings = context.standings
    switch key {
    case "h", "H":
      guard let entry = current ?? standings.current else { return }
      screen { showHint(of: entry) }
    case "n", "N":
      current = standings.next(after: current?.id) ?? standings.current
      screen {
        NextStep(standings, about: current).lines(isWatching: true)
          .forEach { console.line("  " + $0) }
        console.line()
      }
    case "l", "L":
      screen {
        _ = try? context.list([])
        console.line()
      }
    case "q", "Q": isQuitting = true
    default: break
    }
  }

  private func showHint(of entry: Catalog.Entry) {
    guard !entry.hints.isEmpty else { return console.line("There are no hints for \(entry.id).\n") }
    do {
      guard try context.openHint(of: entry) else { return }
      console.line("That was the last. The solution with its derivation:")
      console.line("  \(Program.command) solution \(entry.id) --reveal\n")
    } catch {
      console.error("\(error)\n")
    }
  }

  /// A new screen with something on it, and the keys below.
  private func screen(_ body: () -> Void) {
    if keys.isInteractive { console.clear() }
    body()
    guard keys.isInteractive else { return }
    let name = current.map { "\($0.id) · " } ?? ""
    console.line(console.colored("\(name)h hint · n next · l list · q quit", .dim))
  }

  // MARK: - Grading

  /// Grades whatever has changed since it was last graded.
  ///
  /// - Returns: The verdicts; nil when the student has quit, or when the package does not build, which has
  ///   been said then.
  private func verdicts() throws -> [Verdict]? {
    do {
      return try context.gradeWhatChanged()
    } catch ProgramError.interrupted where isQuitting {
      Interruption.forget()
      return nil
    } catch let error as ProgramError {
      // The next save may mend it.
      guard case .buildFailed = error else { throw error }
      screen { console.error(error.description + "\n") }
      return nil
    }
  }

  /// While something is graded: quits at once when asked to, and keeps other keys for later.
  private func listen() {
    guard let event = keys.next(within: 0) else { return }
    if event == .key("q") || event == .key("Q") {
      isQuitting = true
      stop()
    } else if event != .end || typed.last != .end {
      typed.append(event)
    }
  }
}
