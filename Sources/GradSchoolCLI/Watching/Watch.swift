import Foundation
import Grading

/// Grades each exercise when its file is saved, and answers keys.
final class Watch {
  private let keys: any KeySource
  private var setup: GradingSetup
  private var watcher: SourceWatcher
  /// The exercise to which the keys apply.
  private var current: Catalog.Entry?
  /// The keys that were typed during a grading.
  private var typed: [KeyEvent] = []
  private var isQuitting = false
  private let stop: () -> Void

  private var console: Console { setup.console }

  init(_ setup: GradingSetup, keys: any KeySource, stop: @escaping () -> Void = Interruption.ask) {
    self.setup = setup
    self.keys = keys
    self.stop = stop
    watcher = SourceWatcher(setup.catalog.exercises.map(\.id), in: setup.workspace)
    self.setup.toolchain = ListeningToolchain(base: setup.toolchain) { [unowned self] in
      listen()
    }
  }

  /// Watches until the student quits or the input ends; returns 0 when everything that was started is right, else 1.
  func run() throws -> Int32 {
    if !keys.isInteractive { console.note(WatchText.begun) }
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
    return setup.progress.isAllRight ? 0 : 1
  }

  // MARK: - Screens

  /// Shows the first screen: the student's progress and current exercise.
  private func begin() throws {
    guard try verdicts() != nil else { return }
    let progress = setup.progress
    current = progress.current
    screen {
      Board(progress: progress, console: console).printSummary()
      console.line()
      if let current, let verdict = progress[current.id].verdict, progress[current.id].isOpen {
        Message(verdict, setup.catalog).print(to: console)
      } else {
        printNext(progress)
      }
    }
  }

  private func grade(_ saved: [ExerciseID]) throws {
    if keys.isInteractive {
      console.clear()
      console.line(console.colored(WatchText.saved(saved), .dim))
    }
    guard let verdicts = try verdicts() else { return }
    let progress = setup.progress
    let entries = setup.catalog.exercises.filter { saved.contains($0.id) }
    // A verdict that could not be written is only here; the verdict on a file saved unchanged, only in the progress.
    let found = Dictionary(verdicts.map { ($0.exercise, $0) }) { $1 }
    func verdict(_ entry: Catalog.Entry) -> Verdict? {
      found["\(entry.id)"] ?? progress[entry.id].verdict
    }
    let open = entries.first { verdict($0)?.state != .passed }
    current = open ?? progress.current
    screen {
      for entry in entries.prefix(3) {
        if let verdict = verdict(entry) {
          Message(verdict, setup.catalog).print(to: console)
        } else {
          printUngraded(entry, progress[entry.id])
        }
      }
      if entries.count > 3 { console.line(WatchText.notShown(entries.count - 3)) }
      guard open == nil else { return }
      Board(progress: progress, console: console).printSummary()
      console.line()
      printNext(progress)
    }
  }

  /// Prints an exercise without a verdict: its file is as it was handed out, or gone.
  private func printUngraded(_ entry: Catalog.Entry, _ progress: ExerciseProgress) {
    console.line("\(progress.sign) \(entry.title) · \(progress.name)")
    if progress == .missing { console.line(WatchText.bringBack(entry.id)) }
    console.line()
  }

  private func printNext(_ progress: StudentProgress, about entry: Catalog.Entry? = nil) {
    NextStep(progress, about: entry).print(to: console, isWatching: true)
    console.line()
  }

  private func press(_ key: Character) {
    let progress = setup.progress
    switch key {
    case "h", "H":
      guard let entry = current ?? progress.current else { return }
      screen { showHint(of: entry) }
    case "n", "N":
      current = progress.next(after: current?.id) ?? progress.current
      screen { printNext(progress, about: current) }
    case "l", "L":
      screen {
        let board = Board(progress: progress, console: console)
        board.printSummary()
        board.print(setup.catalog.exercises)
        console.line()
      }
    case "q", "Q": isQuitting = true
    default: break
    }
  }

  private func showHint(of entry: Catalog.Entry) {
    guard !entry.hints.isEmpty else { return console.line(ExerciseText.noHints(entry.id)) }
    do {
      let pages = HintPages(entry: entry, workspace: setup.workspace, console: console)
      if try pages.open() { console.line(WatchText.lastHint(entry.id)) }
    } catch {
      console.error("\(error)\n")
    }
  }

  /// Shows a new screen, with the keys below.
  private func screen(_ body: () -> Void) {
    if keys.isInteractive { console.clear() }
    body()
    if keys.isInteractive { console.line(console.colored(WatchText.keys(current?.id), .dim)) }
  }

  // MARK: - Grading

  /// The verdicts on everything that has changed since it was last graded; nil when the student has quit, or when
  /// the package does not build and a screen says so.
  private func verdicts() throws -> [Verdict]? {
    do {
      return try setup.gradeChanged()
    } catch ProgramError.interrupted where isQuitting {
      Interruption.forget()
      return nil
    } catch let error as ProgramError {
      // The next save may repair it.
      guard case .buildFailed = error else { throw error }
      screen { console.error(error.description + "\n") }
      return nil
    }
  }

  /// Takes a key during a grading: quits at once on q, and keeps other keys for later.
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

/// A toolchain that calls a function while it works.
private struct ListeningToolchain: Toolchain {
  var base: any Toolchain
  /// Called a few times a second.
  let listen: () -> Void

  func run(_ command: ToolchainCommand) throws -> Int32 {
    var command = command
    command.onTick = { [onTick = command.onTick] in
      listen()
      onTick()
    }
    return try base.run(command)
  }
}
