import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("The board")
struct BoardTests {
  /// Eight packs with 65 exercises, some of them with long names.
  static let ids: [ExerciseID] = [
    ("Neuron", 7), ("Broadcasting", 8), ("Activations", 11), ("Losses", 11), ("Layers", 7),
    ("Initialisation", 8), ("Optimisers", 9), ("Training", 4),
  ].flatMap { pack, count in
    (1...count).map { number in
      ExerciseID(pack: pack, name: (number == 3 ? "SoftmaxCrossEntropy" : "Exercise") + "\(number)")
    }
  }

  let package: TestPackage

  init() throws {
    package = try TestPackage(ids: BoardTests.ids)
    package.width = 80
    for (position, id) in BoardTests.ids.enumerated() where position < 17 {
      try package.grade(id, .passed, earned: 10)
    }
    try package.grade(BoardTests.ids[5], .wrong, earned: 8)
    try package.grade(BoardTests.ids[17], .crashed, earned: 0)
    // The one saved last is the one that a student is at.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: 60)],
      ofItemAtPath: package.root.appending(path: BoardTests.ids[17].sourcePath).path
    )
    for id in BoardTests.ids.prefix(18) {
      let verdict = package.workspace.verdict(of: "\(id)").path
      let later = Date(timeIntervalSinceNow: 120)
      try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: verdict)
    }
  }

  @Test(
    "with 65 exercises in eight packs: the current pack, other wrong exercises, and the next step"
  )
  func large() throws {
    #expect(package.run() == 1)
    let expected = """
      GradSchool · 16 of 65 exercises passed · 168 of 650 points
        ██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  25 %

        Neuron          ███████████████████░  6 of 7 passed   68 of 70 points
          ✘ neuron/exercise6                        8/10  not right yet
        Broadcasting    ████████████████████  8 of 8 passed   80 of 80 points
        Activations     ███░░░░░░░░░░░░░░░░░  2 of 11 passed  20 of 110 points
          ✔ activations/exercise1                  10/10  passed
          ✔ activations/exercise2                  10/10  passed
          ✘ activations/softmax-cross-entropy3      0/10  crashed
          ○ activations/exercise4                   –/10  not started
          ○ activations/exercise5                   –/10  not started
          ○ activations/exercise6                   –/10  not started
          ○ activations/exercise7                   –/10  not started
          ○ activations/exercise8                   –/10  not started
          ○ activations/exercise9                   –/10  not started
          ○ activations/exercise10                  –/10  not started
          ○ activations/exercise11                  –/10  not started
        Losses          ░░░░░░░░░░░░░░░░░░░░  0 of 11 passed  0 of 110 points
        Layers          ░░░░░░░░░░░░░░░░░░░░  0 of 7 passed   0 of 70 points
        Initialisation  ░░░░░░░░░░░░░░░░░░░░  0 of 8 passed   0 of 80 points
        Optimisers      ░░░░░░░░░░░░░░░░░░░░  0 of 9 passed   0 of 90 points
        Training        ░░░░░░░░░░░░░░░░░░░░  0 of 4 passed   0 of 40 points

        all exercises: swift run gradschool list

        next: The SoftmaxCrossEntropy3 one (crashed)
          edit           Exercises/Activations/SoftmaxCrossEntropy3.swift:7
          the details    swift run gradschool grade activations/softmax-cross-entropy3
          stuck?         swift run gradschool hint activations/softmax-cross-entropy3

      """
    let shown = package.output.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(shown.count == lines.count)
    for (line, expected) in zip(shown, lines) { #expect(line == expected) }
    let long = package.output.split(separator: "\n").filter { $0.count > 80 }
    #expect(long.isEmpty)
  }

  @Test("list shows every exercise, or the named ones")
  func list() {
    #expect(package.run("list") == 0)
    for id in BoardTests.ids { #expect(package.output.contains(" \(id) ")) }
    #expect(package.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(package.run("list", "training", "losses/exercise1") == 0)
    let shown = BoardTests.ids.filter { package.output.contains(" \($0) ") }
    #expect(shown.map(\.pack) == ["Losses"] + Array(repeating: "Training", count: 4))
    #expect(package.run("list", "trainig") == 2)
    #expect(package.errors.contains("Did you mean training?"))
  }

  @Test("a bar is full only when everything is earned")
  func bar() throws {
    for id in BoardTests.ids { try package.grade(id, .passed, earned: 10) }
    let last = BoardTests.ids[64]
    try package.grade(last, .wrong, earned: 9)
    #expect(package.run("list") == 0)
    #expect(package.output.contains("░  99 %"))
    try package.grade(last, .passed, earned: 10)
    #expect(package.run() == 0)
    #expect(package.output.contains(String(repeating: "█", count: 40) + "  100 %"))
    #expect(package.output.contains("Everything is done."))
  }

  @Test(
    "colour and overwriting follow the streams and the variables that people set",
    arguments: [
      (["TERM": "xterm"], true, true, true), ([:], true, false, false),
      (["TERM": "dumb"], true, false, false),
      (["TERM": "xterm", "NO_COLOR": "1"], true, false, true),
      (["TERM": "xterm", "NO_COLOR": ""], true, true, true),
      (["TERM": "xterm"], false, false, false),
      (["CLICOLOR_FORCE": "1"], false, true, false),
      (["CLICOLOR_FORCE": "0"], false, false, false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false, false, false),
    ] as [([String: String], Bool, Bool, Bool)]
  )
  func abilities(
    _ environment: [String: String],
    _ isTerminal: Bool,
    _ hasColor: Bool,
    _ canOverwrite: Bool
  ) {
    let abilities = Console.Abilities(
      environment: environment,
      isOutputTerminal: isTerminal,
      isErrorTerminal: isTerminal
    )
    #expect(abilities.hasColor == hasColor)
    #expect(abilities.canOverwrite == canOverwrite)
  }

  @Test("lines are broken between words, paragraphs are wrapped, lists and code stay as they are")
  func fitting() {
    #expect(LineWrapping.lines("  one two three", width: 9) == ["  one two", "  three"])
    #expect(LineWrapping.lines("  unbreakable", width: 9) == ["  unbreakable"])
    #expect(LineWrapping.lines("a  b", width: 1) == ["a", "b"])
    let text =
      "One two\n*three*\n0.1, 4.\n\n- an item\n  of a list that is long\n\n    code  here\n\nEnd"
    #expect(
      LineWrapping.paragraphs(text, width: 13) == [
        "One two", "*three* 0.1,", "4.", "", "- an item", "  of a list that is long", "",
        "    code  here",
        "", "End",
      ]
    )
  }
}
