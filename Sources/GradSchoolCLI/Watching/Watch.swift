import Foundation
import Grading

/// Grades each exercise when its file is saved, and answers keys.
final class Watch {
  /// What the next key means.
  private enum Mode {
    case reading
    /// The student searches in the list of exercises.
    case choosing(ExerciseChooser)
    /// The student is asked whether to reset an exercise.
    case resetting(Catalog.Entry)
  }

  private let keys: any KeySource
  private let editor: Editor?
  private var setup: GradingSetup
  private var watcher: SourceWatcher
  /// The exercise to which the keys apply.
  private var current: Catalog.Entry?
  /// Whether the current exercise was only named as the next one, and the student has not gone on to it.
  private var isAhead = false
  private var mode = Mode.reading
  /// Draws the screen above the keys.
  private var drawing: () -> Void = {}
  /// A sentence below the screen; the next screen has it no more.
  private var notice: String?
  /// The editors with a window of their own.
  private var editors: [EditorProcess] = []
  /// The keys that were typed during a grading.
  private var typed: [KeyEvent] = []
  private var areKept = true
  private var isQuitting = false
  private let stop: () -> Void

  private var console: Console { setup.console }

  init(
    _ setup: GradingSetup,
    keys: any KeySource,
    editor: Editor? = nil,
    stop: @escaping () -> Void = Interruption.ask
  ) {
    self.setup = setup
    self.keys = keys
    self.editor = editor
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
      case .end: isQuitting = true
      case .redraw:
        console.measure()
        draw()
      case let event?: try press(event)
      case nil:
        for failure in editors.compactMap({ $0.failure() }) { say(failure.description) }
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
    guard try verdicts(of: setup.gradeChanged) != nil else { return }
    let progress = setup.progress
    current = progress.current
    screen { [self] in
      Board(progress: progress, console: console).printSummary()
      console.line()
      if let current = progress.current, progress[current.id].isOpen,
        let verdict = progress[current.id].verdict
      {
        Message(verdict, setup.catalog).print(to: console)
      } else {
        printNext(progress)
      }
    }
  }

  private func grade(_ saved: [ExerciseID]) throws {
    guard let verdicts = try verdicts(of: setup.gradeChanged, WatchText.saved(saved)) else {
      return
    }
    let progress = setup.progress
    let entries = setup.catalog.exercises.filter { saved.contains($0.id) }
    // A verdict that could not be written is only here; the verdict on a file saved unchanged, only in the progress.
    let found = Dictionary(verdicts.map { ($0.exercise, $0) }) { $1 }
    func verdict(_ entry: Catalog.Entry) -> Verdict? {
      found["\(entry.id)"] ?? progress[entry.id].verdict
    }
    let open = entries.first { verdict($0)?.state != .passed }
    current = open ?? progress.current
    isAhead = open == nil
    screen { [self] in
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

  /// Grades everything that has changed or is not right, and shows the board.
  private func check() throws {
    guard try verdicts(of: setup.gradeOpen, WatchText.checking) != nil else { return }
    let progress = setup.progress
    (current, isAhead) = (progress.current, true)
    screen { [self] in
      Board(progress: progress, console: console).print()
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

  /// Shows a new screen, with the keys below.
  private func screen(_ drawing: @escaping () -> Void) {
    (self.drawing, notice, mode) = (drawing, nil, .reading)
    draw()
  }

  /// Draws the screen as it is now.
  private func draw() {
    if keys.isInteractive { console.clear() }
    var footer = WatchText.keys
    var width: Int { max(20, console.abilities.width) }
    switch mode {
    case .reading:
      drawing()
      if let current { footer.insert("\(current.id)", at: 0) }
    case .choosing(let chooser):
      footer = WatchText.listKeys
      let height = console.abilities.height - fitted(footer, width).count - 1
      chooser.lines(width: width - 1, height: height, console: console).forEach {
        console.line($0)
      }
    case .resetting(let entry):
      drawing()
      notice = WatchText.reset(entry.id)
      footer = WatchText.resetKeys
    }
    for line in (notice ?? "").split(separator: "\n") {
      for part in LineWrapping.lines(String(line), width: width) {
        console.line(console.colored(part, .yellow))
      }
    }
    guard keys.isInteractive else { return }
    for line in fitted(footer, width) { console.line(console.colored(line, .dim)) }
  }

  /// Lines of keys, of which none is broken.
  private func fitted(_ keys: [String], _ width: Int) -> [String] {
    keys.reduce(into: []) { lines, key in
      if let last = lines.last, last.count + 3 + key.count <= width {
        lines[lines.count - 1] += " · " + key
      } else {
        lines.append(key)
      }
    }
  }

  /// Adds a sentence below the screen.
  private func say(_ sentence: String) {
    notice = sentence
    draw()
  }

  // MARK: - Keys

  private func press(_ event: KeyEvent) throws {
    switch mode {
    case .reading:
      if case .key(let key) = event { try press(key) }
    case .choosing(var chooser):
      switch chooser.press(event) {
      case .goesOn:
        mode = .choosing(chooser)
        draw()
      case .isLeft:
        mode = .reading
        draw()
      case .chosen(let id):
        mode = .reading
        if let entry = setup.catalog.exercises.first(where: { $0.id == id }) { go(to: entry) }
      }
    case .resetting(let entry):
      (mode, notice) = (.reading, nil)
      if event == .key("y") || event == .key("Y") { reset(entry) } else { draw() }
    }
  }

  private func press(_ key: Character) throws {
    let progress = setup.progress
    let entry = current ?? progress.current
    switch key.lowercased() {
    case "h": entry.map(showHint)
    case "n": goOn(progress)
    case "e": entry.map(open)
    case "l":
      (mode, notice) = (.choosing(ExerciseChooser(progress, selected: entry?.id)), nil)
      draw()
    case "c": try check()
    case "r":
      switch entry.map({ progress[$0.id] }) {
      case nil, .notStarted: say(entry.map { ExerciseText.nothingToReset($0.id) } ?? "")
      case .missing: entry.map(reset)
      case .ungraded, .graded:
        mode = entry.map(Mode.resetting) ?? .reading
        // What was typed before the question stands there is no answer to it.
        typed.removeAll { if case .key = $0 { true } else { false } }
        draw()
      }
    case "q": isQuitting = true
    default: break
    }
  }

  /// Goes on to the exercise that was named as the next one, or to the one after the current one.
  private func goOn(_ progress: StudentProgress) {
    current =
      isAhead ? progress.current : progress.next(after: current?.id) ?? progress.current
    isAhead = false
    screen { [self, current] in printNext(progress, about: current) }
    if let current { openIfChosen(current) }
  }

  /// Makes an exercise the current one and shows its verdict, or else how it is begun.
  private func go(to entry: Catalog.Entry) {
    let progress = setup.progress
    (current, isAhead) = (entry, false)
    screen { [self] in
      if let verdict = progress[entry.id].verdict {
        Message(verdict, setup.catalog).print(to: console)
      } else {
        printNext(progress, about: entry)
      }
    }
    openIfChosen(entry)
  }

  private func showHint(of entry: Catalog.Entry) {
    guard !entry.hints.isEmpty else { return say(ExerciseText.noHints(entry.id)) }
    let pages = HintPages(entry: entry, workspace: setup.workspace, console: console)
    // A hint is opened once; a screen that is drawn again shows it again.
    var shown: Range<Int>?
    screen { [self] in
      do {
        let range = try shown ?? pages.open()
        if shown != nil { pages.show(range) }
        shown = range
        if range.upperBound == entry.hints.count { console.line(WatchText.lastHint(entry.id)) }
      } catch {
        console.error("\(error)\n")
      }
    }
  }

  /// Restores an exercise's file as it was handed out, and shows where the student's is kept.
  private func reset(_ entry: Catalog.Entry) {
    do {
      let text = try ExerciseReset(id: entry.id, workspace: setup.workspace).run()
      watcher.accept(entry.id)
      let progress = setup.progress
      (current, isAhead) = (entry, false)
      screen { [self] in
        console.line(text + "\n")
        printNext(progress, about: entry)
      }
    } catch {
      say("\(error)")
    }
  }

  // MARK: - The editor

  /// Opens an exercise to which the student has gone on, in an editor that was chosen for that; one that needs the
  /// terminal would hide what the screen says about the exercise.
  private func openIfChosen(_ entry: Catalog.Entry) {
    if let editor, editor.isChosen, !editor.usesTerminal { open(entry) }
  }

  /// Opens an exercise's file in the editor, at the line of its verdict or at the first line to write.
  private func open(_ entry: Catalog.Entry) {
    let id = entry.id
    guard let editor else { return say(EditorText.none) }
    guard setup.workspace.hasSource(of: id) else { return say(WatchText.isMissing(id)) }
    let file = setup.workspace.file(id.sourcePath)
    let line = setup.progress[id].verdict?.sourceLine ?? lineToWrite(in: file)
    let words = editor.command(file.path, line: line)
    do {
      guard editor.usesTerminal else {
        let log = setup.workspace.state.appending(path: "output/editor.txt")
        editors.append(try EditorProcess(words, log: log))
        return say(EditorText.opened(id.sourcePath, line: line, in: editor.name))
      }
      console.clear()
      try keys.lend { try EditorProcess.run(words) }
      notice = nil
    } catch {
      notice = "\(error)"
    }
    // Ctrl-C in the editor was for the editor.
    if Interruption.signal == SIGINT || Interruption.signal == SIGQUIT { Interruption.forget() }
    console.measure()
    draw()
  }

  /// The first line that throws `NotStarted`; else the first one.
  private func lineToWrite(in file: URL) -> Int {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { $0.contains("throw NotStarted") } ?? 0)
  }

  // MARK: - Grading

  /// The verdicts on what is graded; nil when the student has quit, or when the package does not build and a screen
  /// says so.
  private func verdicts(
    of grade: () throws -> [Verdict],
    _ reason: String? = nil
  ) throws -> [Verdict]? {
    if keys.isInteractive, let reason {
      console.clear()
      console.line(console.colored(reason, .dim))
    }
    // Keys that were meant for the list must not become commands.
    if case .choosing = mode { areKept = false }
    defer { areKept = true }
    mode = .reading
    do {
      return try grade()
    } catch ProgramError.interrupted where isQuitting {
      Interruption.forget()
      return nil
    } catch let error as ProgramError {
      // The next save may repair it.
      guard case .buildFailed = error else { throw error }
      screen { [self] in console.error(error.description + "\n") }
      return nil
    }
  }

  /// Takes a key during a grading: quits at once on q, and keeps other keys for later.
  private func listen() {
    guard let event = keys.next(within: 0), areKept || event == .end else { return }
    if event == .key("q") || event == .key("Q") {
      isQuitting = true
      stop()
    } else if event != typed.last || event != .end && event != .redraw {
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
