import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("The keys of watch")
struct WatchKeysTests {
  let package: TestPackage
  let keys = ScriptedKeys()
  let ids = TestPackage.ids

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
  }

  private func watch(_ editor: Editor? = nil) throws -> Int32 {
    package.clear()
    return try Watch(
      package.setup,
      keys: keys,
      editor: editor,
      stop: { [toolchain = package.toolchain] in toolchain.isInterrupted = true }
    ).run()
  }

  /// Forgets what was printed so far, between two keys.
  private var forget: ScriptedKeys.Step { .act { package.clear() } }

  // MARK: - Reset

  @Test("r asks once, keeps the student's file, and the restored one is not taken for a save")
  func reset() throws {
    try package.grade(ids[1], .wrong, earned: 4)
    keys.script = [.key("r"), .key("y"), .wait, .wait, .wait, .key("q")]
    #expect(try watch() == 0)
    let question = "Reset zebra/step? Your file is kept in .gradschool/backups."
    #expect(package.output.components(separatedBy: question).count == 2)
    #expect(package.output.contains("y reset it · any other key leaves it as it is\n"))
    #expect(package.read(ids[1].sourcePath) == TestPackage.stub)
    let backup = package.output.firstMatch(of: #/kept in (\S+\.swift)/#).map { String($0.1) }
    #expect(package.read(try #require(backup)) == "// zebra/step\n")
    #expect(package.output.contains("next: The Step one\n"))
    #expect(!package.output.contains("is saved"))
    #expect(package.toolchain.commands.isEmpty)
  }

  @Test(
    "any other key leaves the file; a file that is as it was handed out, or missing, needs no question"
  )
  func noReset() throws {
    try package.grade(ids[1], .wrong, earned: 4)
    keys.script = [.key("r"), .escape, .key("y"), forget, .key("n"), .key("r")]
    #expect(try watch() == 1)
    #expect(package.read(ids[1].sourcePath) == "// zebra/step\n")
    #expect(package.output.contains("is as it was handed out; there is nothing to reset."))
    #expect(!package.output.contains("Reset"))

    try FileManager.default.removeItem(at: package.root.appending(path: ids[1].sourcePath))
    keys.script = [.key("r")]
    #expect(try watch() == 0)
    #expect(package.read(ids[1].sourcePath) == TestPackage.stub)
    #expect(!package.output.contains("Reset"))
  }

  @Test("a file that cannot be restored is explained, and watch goes on")
  func unrestorable() throws {
    try package.grade(ids[1], .wrong, earned: 4)
    let stub = package.root.appending(path: ids[1].stubPath)
    try FileManager.default.removeItem(at: stub)
    keys.script = [.key("r"), .key("y"), .key("h")]
    #expect(try watch() == 1)
    #expect(package.output.contains("zebra/step cannot be reset: its original,"))
    #expect(package.output.contains("hint 1 of 2"))
  }

  // MARK: - List

  @Test("l lists; typing searches; Return makes the chosen exercise the current one")
  func list() throws {
    try package.grade(ids[2], .passed, earned: 10)
    keys.script =
      [.key("l"), forget] + "se ON".map { .key($0) } + [.enter, .key("h")]
    #expect(try watch() == 0)
    #expect(package.output.contains("search: se ON▏ · 1 of 4 exercises\n"))
    #expect(package.output.contains("› ✔ ant/second      The Second one"))
    #expect(package.output.contains("✔ The Second one · 10 of 10 points"))
    #expect(package.output.contains("The Second one · hint 1 of 2"))
    keys.script = [.key("l"), .enter]
    #expect(try watch() == 0)
    #expect(
      package.output.hasSuffix("zebra/big-step · \(WatchText.keys.joined(separator: " · "))\n")
    )
  }

  @Test("Escape goes back to the screen, and keys are commands again")
  func leave() throws {
    keys.script = [.key("h"), .key("l"), .key("q"), forget, .escape, .key("q")]
    #expect(try watch() == 0)
    #expect(package.output.contains("hint 1 of 2"))
    #expect(package.output.hasPrefix("The BigStep one · hint 1 of 2"))
    #expect(keys.script.isEmpty)
  }

  @Test(
    "arrow keys, and j and k while nothing is typed, move; a search can begin with them after a slash"
  )
  func chooser() {
    var chooser = ExerciseChooser(package.setup.progress, selected: nil)
    func press(_ events: KeyEvent...) -> ExerciseID? {
      for event in events where chooser.press(event) != .goesOn { Issue.record("\(event)") }
      guard case .chosen(let id) = chooser.press(.enter) else { return nil }
      return id
    }
    #expect(press() == ids[0])
    #expect(press(.down) == ids[1])
    #expect(press(.key("j"), .key("j"), .key("j")) == ids[3])
    #expect(press(.key("k")) == ids[2])
    #expect(press(.up, .up, .up) == ids[0])
    #expect(press(.pageDown) == ids[3])
    #expect(press(.pageUp) == ids[0])
    #expect(press(.key("/"), .key("j")) == nil)
    #expect(chooser.search == "j" && chooser.found.isEmpty)
    // Nothing is found, and nothing can be moved or chosen.
    #expect(press(.down) == nil)
    #expect(press(.backspace) == ids[0])
    #expect(press(.key("z"), .key("e")) == ids[0])
    #expect(chooser.found.map(\.id) == [ids[0], ids[1]])
    #expect(press(.down, .down) == ids[1])
    #expect(press(.backspace, .backspace, .key("j")) == ids[2])
    #expect(chooser.press(.escape) == .isLeft)
  }

  @Test(
    "the list fits every terminal and shows the selected exercise",
    arguments: [(40, 8), (60, 10), (80, 24), (140, 50), (20, 3)]
  )
  func size(_ width: Int, _ height: Int) throws {
    let package = try TestPackage(ids: BoardTests.ids)
    var chooser = ExerciseChooser(package.setup.progress, selected: BoardTests.ids[40])
    for _ in 0..<30 {
      let lines = chooser.lines(width: width, height: height, console: package.console)
      #expect(lines.count <= max(3, height) && lines.allSatisfy { $0.count <= width })
      #expect(lines.filter { $0.hasPrefix("› ") }.count == 1)
      // No line is left empty that could show an exercise.
      #expect(lines.count == max(3, min(height, 67)))
      _ = chooser.press(.down)
    }
  }

  @Test("a save ends the search, and keys that were meant for it are no commands")
  func saveDuringSearch() throws {
    package.toolchain.states[ids[0]] = .wrong
    keys.meanwhile = [.key("q"), .key("c"), .key("n")]
    keys.script = [
      .key("l"), .key("s"),
      .act { try? package.write("// mine\n", to: ids[0].sourcePath) }, .wait, .wait, forget,
      .key("h"),
    ]
    #expect(try watch() == 1)
    #expect(package.output.contains("The BigStep one · hint 1 of 2"))
    #expect(!package.output.contains("next:") && !package.toolchain.isInterrupted)
    #expect(package.toolchain.commands.count == 2)
  }

  // MARK: - Check

  @Test("c grades what has changed and what is not right, and shows the board")
  func check() throws {
    try package.grade(ids[0], .passed, earned: 10)
    try package.grade(ids[1], .wrong, earned: 4)
    try package.grade(ids[2], .timedOut, earned: 0)
    package.toolchain.states = [ids[1]: .passed, ids[2]: .wrong]
    keys.script = [forget, .key("c"), .key("n"), .key("h")]
    #expect(try watch() == 1)
    let tested = try #require(package.toolchain.commands.last { $0.first == "test" }?.last)
    #expect(ids.map { tested.contains("\($0)") } == [false, true, true, false])
    #expect(package.output.hasPrefix(WatchText.checking))
    #expect(package.output.contains("2 of 4 exercises passed"))
    #expect(package.output.contains("Zebra  "))
    // n goes on to the exercise that the board names.
    #expect(package.output.contains("next: The Second one"))
    #expect(package.output.contains("The Second one · hint 1 of 2"))

    package.toolchain.commands = []
    try package.grade(ids[2], .passed, earned: 10)
    keys.script = [forget, .key("c")]
    #expect(try watch() == 0)
    #expect(package.toolchain.commands.isEmpty)
    #expect(package.output.contains("3 of 4 exercises passed"))
  }

  // MARK: - Editor

  /// The command of a program that writes its arguments to a file.
  private func program(_ end: String = "") throws -> [String] {
    try package.write(
      "printf '%s\\n' \"$@\" > '\(package.root.path)/new' &&\n"
        + "mv '\(package.root.path)/new' '\(package.root.path)/opened'\n\(end)\n",
      to: "bin in/edit"
    )
    return ["/bin/sh", package.root.appending(path: "bin in/edit").path]
  }

  /// Waits for a program that runs beside the test.
  private func wait(for path: String) -> ScriptedKeys.Step {
    .act { for _ in 0..<2_000 where package.read(path) == nil { usleep(5_000) } }
  }

  @Test("e opens the file at the line of the verdict, or at the first line to write")
  func edit() throws {
    let words = try program() + ["--at={line}", "{file}"]
    let editor = Editor(words: words, usesTerminal: false, isChosen: true)
    keys.script = [.key("e"), wait(for: "opened")]
    #expect(try watch(editor) == 0)
    let file = package.root.appending(path: ids[0].sourcePath).path
    #expect(package.read("opened") == "--at=2\n\(file)\n")
    #expect(package.output.contains("\(ids[0].sourcePath):2 is opened in sh.\n"))
    #expect(keys.lent == 0)

    try FileManager.default.removeItem(at: package.root.appending(path: "opened"))
    try package.grade(ids[0], .wrong, earned: 4)
    keys.script = [.key("e"), wait(for: "opened")]
    #expect(try watch(editor) == 1)
    #expect(package.read("opened") == "--at=7\n\(file)\n")
  }

  @Test("an editor that works in the terminal gets it and gives it back")
  func terminalEditor() throws {
    let editor = Editor(words: try program(), usesTerminal: true, isChosen: true)
    // Nothing waits for it here: watch has waited for its end.
    keys.script = [
      forget, .key("e"), .act { [keys] in #expect(keys.lent == 1) }, .key("n"), .key("q"),
    ]
    #expect(try watch(editor) == 0)
    let file = package.root.appending(path: ids[0].sourcePath).path
    #expect(package.read("opened") == "\(file)\n")
    #expect(keys.lent == 1)
    #expect(package.output.hasPrefix("GradSchool · "))
  }

  @Test("an editor that was chosen opens what the student goes on to; another one does not")
  func opensByItself() throws {
    func opened(_ editor: Editor?, _ script: [ScriptedKeys.Step]) throws -> String? {
      try? FileManager.default.removeItem(at: package.root.appending(path: "opened"))
      keys.script = script
      _ = try Watch(package.setup, keys: keys, editor: editor).run()
      return package.read("opened")
    }
    let words = try program()
    let chosen = Editor(words: words, usesTerminal: false, isChosen: true)
    let file = package.root.appending(path: ids[1].sourcePath).path
    #expect(try opened(chosen, [.key("n"), wait(for: "opened")]) == "\(file)\n")
    let choice = [.key("l"), .down, .enter] as [ScriptedKeys.Step]
    #expect(try opened(chosen, choice + [wait(for: "opened")]) == "\(file)\n")
    #expect(try opened(chosen, [.key("h"), .key("l"), .escape]) == nil)
    for (usesTerminal, isChosen) in [(false, false), (true, true), (true, false)] {
      let other = Editor(words: words, usesTerminal: usesTerminal, isChosen: isChosen)
      #expect(try opened(other, [.key("n")] + choice) == nil)
    }

    // After a pass, n goes on to the exercise that is named as the next one.
    package.toolchain.states[ids[0]] = .passed
    let pass: [ScriptedKeys.Step] = [
      .act { try? package.write("// right\n", to: ids[0].sourcePath) }, .wait, .wait,
      .key("n"), wait(for: "opened"),
    ]
    #expect(try opened(chosen, pass) == "\(file)\n")
  }

  @Test("an editor that is missing, fails or is not known is one sentence, and watch goes on")
  func brokenEditor() throws {
    keys.script = [.key("e"), .key("h")]
    #expect(try watch() == 0)
    #expect(package.output.contains("set GRADSCHOOL_EDITOR.\n"))
    #expect(package.output.contains("hint 1 of 2"))

    for usesTerminal in [true, false] {
      let missing = Editor(words: ["no-such-editor"], usesTerminal: usesTerminal, isChosen: true)
      keys.script = [.key("e"), .key("h")]
      #expect(try watch(missing) == 0)
      #expect(package.output.contains("there is no program `no-such-editor`.\n"))
      #expect(package.output.contains("The BigStep one · hint 2 of 2"))
    }

    let words = try program("echo 'no display' >&2\nexit 2")
    let editor = Editor(words: words, usesTerminal: false, isChosen: true)
    // It has written its file; its end is noticed in one of the next looks.
    let looks = (0..<400).map { _ in ScriptedKeys.Step.act { usleep(5_000) } }
    keys.script = [.key("e"), wait(for: "opened")] + looks
    #expect(try watch(editor) == 0)
    #expect(package.output.contains("has failed with the exit code 2: no display\n"))

    try FileManager.default.removeItem(at: package.root.appending(path: ids[0].sourcePath))
    keys.script = [.key("e")]
    #expect(try watch(editor) == 1)
    // The sentence is wider than the terminal.
    let text = package.output.replacing("\n", with: " ")
    #expect(text.contains("is missing. To have it back as it was handed out, press r. "))
  }

  // MARK: - The screen

  @Test(
    "no key and no next step is broken, in terminals of any width",
    arguments: [40, 60, 80, 140]
  )
  func footer(_ width: Int) throws {
    package.width = width
    keys.script = [forget] + "nnnnhrl".map { .key($0) }
    #expect(try watch() == 0)
    let lines = package.output.split(separator: "\n").map(String.init)
    for key in ["zebra/big-step"] + WatchText.keys + WatchText.listKeys {
      #expect(lines.contains { $0.components(separatedBy: " · ").contains(key) }, "\(key)")
    }
    #expect(lines.filter { $0.count > width } == [])
  }

  @Test("another size and the return to the foreground draw the screen again, and open no hint")
  func redraw() throws {
    keys.script = [.key("h"), forget, .act { package.width = 40 }, .redraw, .key("q")]
    #expect(try watch() == 0)
    #expect(package.output.hasPrefix("The BigStep one · hint 1 of 2: Look\nA nudge.\n"))
    #expect(package.output.hasSuffix("l list · c check all · r reset\nq quit\n"))
    #expect(package.output.split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(try ProgressFile(of: package.workspace, note: { _ in })[openedHints: ids[0]] == 1)
  }
}
