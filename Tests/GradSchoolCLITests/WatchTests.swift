import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Watching")
struct WatchTests {
  let package: TestPackage
  let keys = ScriptedKeys()
  let ids = TestPackage.ids

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
  }

  /// Saves a student's file, which is then judged like this.
  private func save(_ id: ExerciseID, _ state: State, _ text: String = "// mine\n") throws {
    package.toolchain.states[id] = state
    try package.write(text, to: id.sourcePath)
  }

  private func watch() throws -> Int32 {
    package.clear()
    return try Watch(
      package.setup,
      keys: keys,
      stop: { [toolchain = package.toolchain] in toolchain.isInterrupted = true }
    ).run()
  }

  @Test("at the start the next exercise is shown, and q quits")
  func start() throws {
    keys.script = [.key("q")]
    #expect(try watch() == 0)
    #expect(package.output.contains("next: The BigStep one"))
    #expect(!package.output.contains("then run"))
    #expect(
      package.output.hasSuffix(
        "zebra/big-step · h hint · n next · e edit · l list · c check all · r reset · q quit\n"
      )
    )
    #expect(package.toolchain.commands.isEmpty)
  }

  @Test("at the start, an exercise that is begun and not right is graded and shown")
  func resume() throws {
    try save(ids[2], .wrong)
    keys.script = [.key("q")]
    #expect(try watch() == 1)
    #expect(package.output.contains("✘ The Second one · 0 of 10 points"))
  }

  @Test("a saved file is graded once it has settled, and its verdict is shown")
  func saved() throws {
    keys.script = [
      .act { try? save(ids[1], .wrong) },
      // Written again before it has settled: one grading, of the last text.
      .act { try? save(ids[1], .passed, "// better\n") }, .wait, .wait, .key("q"),
    ]
    #expect(try watch() == 0)
    #expect(package.toolchain.commands.count == 2)
    #expect(!package.output.contains("✘"))
    #expect(package.output.contains("✔ The Step one · 10 of 10 points"))
    #expect(package.output.contains("1 of 4 exercises passed"))
    #expect(package.output.contains("next: The BigStep one"))
  }

  @Test("a replaced file is noticed, and so is a file saved while another is graded")
  func replaced() throws {
    package.toolchain.whileBuilding = {
      package.toolchain.whileBuilding = {}
      try? save(ids[0], .passed, "// later\n")
    }
    keys.script = [
      .act {
        package.toolchain.states[ids[0]] = .wrong
        try? package.write("// a", to: "Exercises/Zebra/.new")
        let folder = package.root.appending(path: "Exercises/Zebra")
        try? FileManager.default.removeItem(at: folder.appending(path: "BigStep.swift"))
        try? FileManager.default.moveItem(
          at: folder.appending(path: ".new"),
          to: folder.appending(path: "BigStep.swift")
        )
      }, .wait, .wait, .wait, .wait, .key("q"),
    ]
    #expect(try watch() == 0)
    #expect(package.toolchain.commands.count == 4)
    #expect(package.output.contains("✔ The BigStep one · 10 of 10 points"))
  }

  @Test("h opens hints of the current exercise, n goes on, l lists")
  func keyboard() throws {
    keys.script = [.key("h"), .key("H"), .key("h"), .key("x"), .key("n"), .key("h"), .key("l")]
    #expect(try watch() == 0)
    #expect(package.output.contains("The BigStep one · hint 1 of 2: Look"))
    #expect(package.output.contains("The BigStep one · hint 2 of 2: Almost"))
    #expect(package.output.contains("All hints of zebra/big-step are open already"))
    #expect(package.output.contains("next: The Step one"))
    #expect(package.output.contains("The Step one · hint 1 of 2: Look"))
    #expect(package.output.contains("\n4 exercises\n\n  ○ zebra/big-step"))
    #expect(package.read(ProgressFile.path)?.contains(#""zebra/step""#) == true)
  }

  @Test("n goes through all exercises that are left and starts again")
  func next() throws {
    try save(ids[1], .passed)
    keys.script = Array(repeating: .key("n"), count: 4)
    #expect(try watch() == 0)
    let asked = package.output.matches(of: /next: The ([A-Za-z]+) one/).map { String($0.1) }
    #expect(asked == ["BigStep", "Second", "First", "BigStep", "Second"])
  }

  @Test("q stops a grading; other keys wait for its end")
  func keysMeanwhile() throws {
    try save(ids[0], .wrong)
    keys.meanwhile = [.key("h")]
    keys.script = [.wait, .key("q")]
    #expect(try watch() == 1)
    #expect(package.output.contains("The BigStep one · hint 1 of 2"))

    // A question that has not been read is not answered.
    try save(ids[0], .wrong, "// more\n")
    keys.meanwhile = [.key("r"), .key("y")]
    keys.script = [.wait, .key("q")]
    #expect(try watch() == 1)
    #expect(package.output.contains("Reset zebra/big-step?"))
    #expect(package.read(ids[0].sourcePath)?.contains("// more") == true)

    try save(ids[0], .wrong, "// changed\n")
    keys.meanwhile = [.key("q")]
    keys.script = []
    #expect(try watch() == 1)
    #expect(package.toolchain.isInterrupted)
    #expect(!package.output.contains("✘"))
  }

  @Test("a build error is shown, and the next save is graded; a missing toolchain ends watch")
  func broken() throws {
    package.toolchain.otherErrors = ["error: no such module"]
    keys.script = [
      .act { try? save(ids[0], .passed) }, .wait, .wait,
      .act {
        package.toolchain.otherErrors = []
        try? save(ids[0], .passed, "// again\n")
      }, .wait, .wait,
    ]
    #expect(try watch() == 0)
    #expect(package.errors.contains("error: no such module"))
    #expect(package.output.contains("✔ The BigStep one"))

    package.toolchain.failure = .noToolchain("there is no `swift` in PATH.")
    keys.script = [.act { try? save(ids[0], .wrong, "// other\n") }, .wait, .wait]
    #expect(throws: ProgramError.noToolchain("there is no `swift` in PATH.")) { try watch() }
  }

  @Test("a restored file, a missing file and a grader without a verdict are reported")
  func unjudged() throws {
    try save(ids[0], .wrong)
    keys.script = [
      .act { try? package.write(TestPackage.stub, to: ids[0].sourcePath) }, .wait, .wait,
      .act {
        let file = package.root.appending(path: ids[1].sourcePath)
        try? FileManager.default.removeItem(at: file)
      }, .wait, .wait,
      .act { try? package.write("// mine\n", to: ids[2].sourcePath) }, .wait, .wait,
    ]
    #expect(try watch() == 1)
    #expect(package.output.contains("○ The BigStep one · not started"))
    #expect(package.output.contains("✘ The Step one · file is missing"))
    #expect(package.output.contains("? The Second one · inconclusive"))
  }

  @Test(
    "without a terminal, nothing is cleared, no keys are shown, and the end of the input ends watch"
  )
  func plain() throws {
    keys.isInteractive = false
    try save(ids[0], .passed)
    keys.script = [.act { try? save(ids[1], .wrong) }, .wait, .wait]
    #expect(try watch() == 1)
    #expect(!package.output.contains("\u{1B}") && !package.output.contains("q quit"))
    #expect(package.output.contains("✘ The Step one"))
    #expect(package.errors.hasPrefix("Watching the exercises"))
  }
}

/// Keys, and what else happens while they are waited for.
final class ScriptedKeys: KeySource {
  enum Step {
    case key(Character)
    case enter, escape, up, down, redraw
    /// Nothing comes.
    case wait
    /// Something happens elsewhere, and nothing comes.
    case act(() -> Void)
  }

  var isInteractive = true
  /// What happens, one step each time that the program waits; then the input ends.
  var script: [Step] = []
  /// What comes while something is graded.
  var meanwhile: [KeyEvent] = []
  /// How often the terminal was lent to another program.
  private(set) var lent = 0

  func lend(_ body: () throws -> Void) rethrows {
    lent += 1
    try body()
  }

  func next(within milliseconds: Int32) -> KeyEvent? {
    if milliseconds == 0 { return meanwhile.isEmpty ? nil : meanwhile.removeFirst() }
    guard !script.isEmpty else { return .end }
    switch script.removeFirst() {
    case .key(let key): return .key(key)
    case .enter: return .enter
    case .escape: return .escape
    case .up: return .up
    case .down: return .down
    case .redraw: return .redraw
    case .wait: return nil
    case .act(let body):
      body()
      return nil
    }
  }
}
