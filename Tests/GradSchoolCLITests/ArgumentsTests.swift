import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Arguments of the command-line program")
struct ArgumentsTests {
  @Test("the command, its names and its options are told apart wherever the options stand")
  func taken() throws {
    #expect(try CommandList.call([]).command is BoardCommand)
    for words in [["grade", "a/b", "--all", "c"], ["--all", "grade", "a/b", "c"]] {
      let (command, grade) = try CommandList.call(words)
      #expect(command is GradeCommand)
      #expect(grade.names == ["a/b", "c"])
      #expect(grade[GradeCommand.all] && !grade.has(GradeCommand.submission))
    }
    #expect(try CommandList.call(["hint", "--", "--odd"]).arguments.names == ["--odd"])
    #expect(try CommandList.call(["hint", "-h"]).arguments.wantsHelp)
    #expect(output(["--version"]) == "gradschool \(Program.version)\n")
  }

  /// What the program prints outside of any package.
  private func output(_ words: [String]) -> String {
    var text = ""
    let code = Program.run(
      words,
      in: URL(filePath: "/"),
      console: Console(output: { text += $0 }, errors: { _ in }),
      toolchain: { _ in FakeToolchain() }
    )
    #expect(code == 0)
    return text
  }

  @Test("an option's value is the next word, or what follows an equals sign")
  func values() throws {
    let words = [
      "--kind", "loss", "new-exercise", "Ant", "--inputs=x:N,D", "Third", "--axes=N=rows:3",
    ]
    let (command, taken) = try CommandList.call(words)
    #expect(command is NewExerciseCommand)
    #expect(taken.names == ["Ant", "Third"])
    #expect(taken[ExercisePlan.kind] == .loss)
    #expect(try taken[ExercisePlan.inputs] == PlannedInput.all("x:N,D"))
    let axes = try #require(taken[ExercisePlan.axes]).of(PlannedInput.all("x:N,D"))
    #expect(axes.first == .axis("N", "rows", 3))
    #expect(!ExercisePlan.options.suffix(2).contains(where: taken.has))
  }

  @Test(
    "misuse is explained, with a suggestion",
    arguments: [
      (["grad"], UsageError.unknownCommand("grad", nearest: "grade")),
      (["ants/first"], .unknownCommand("ants/first", nearest: "grade ants/first")),
      (["xyzzy"], .unknownCommand("xyzzy", nearest: nil)),
      (
        ["solution", "a", "--reveall"],
        .unknownOption("--reveall", command: "solution", nearest: "--reveal")
      ),
      (["new-exercise", "--kind", "--points", "3"], .missingValue("--kind", example: "loss")),
      (["new-exercise", "--title="], .missingValue("--title", example: "\"Huber loss\"")),
      (["grade", "--all=yes"], .invalidValue("--all", "yes", "It takes no value.")),
      (["--all"], .unknownOption("--all", command: "", nearest: nil)),
      (["test"], .unknownCommand("test", nearest: "grade")),
      (["--verison"], .unknownOption("--verison", command: "", nearest: "--version")),
      (["solution"], .missingName("solution", .exercise)),
      (["reset", "a", "b"], .tooManyNames("reset", ["b"])),
      (["watch", "a"], .tooManyNames("watch", ["a"])),
    ]
  )
  func misuse(_ words: [String], _ expected: UsageError) {
    #expect(throws: expected) { try CommandList.call(words) }
    var text = ""
    let code = Program.run(
      words,
      in: URL(filePath: "/"),
      console: Console(output: { _ in }, errors: { text += $0 }),
      toolchain: { _ in FakeToolchain() }
    )
    #expect(code == 2)
    #expect(text == "\(expected)\n")
  }

  @Test(
    "the distance counts letters inserted, deleted, changed and swapped",
    arguments: [
      ("linear", "linear", 0), ("linaer", "linear", 1), ("liner", "linear", 1),
      ("lineear", "linear", 1), ("linexr", "linear", 1), ("", "abc", 3), ("abc", "", 3),
    ]
  )
  func distance(_ first: String, _ second: String, _ expected: Int) {
    #expect(NearestMatch.distance(first, second) == expected)
  }

  @Test(
    "every command has a help text that begins with its use",
    arguments: CommandList.all.map(\.name)
  )
  func help(_ name: String) throws {
    guard !name.isEmpty else { return }
    let command = try CommandList.command(name)
    let text = output([name, "--help"])
    #expect(text.hasPrefix("swift run gradschool \(name)"))
    let long = text.split(separator: "\n").filter { $0.count > 100 }
    #expect(long.isEmpty)
    for option in command.options { #expect(text.contains("  \(option.usage)")) }
  }

  @Test("the program's help has every command with its summary")
  func overview() {
    let text = output(["--help"])
    for command in CommandList.all {
      let line = "swift run gradschool\(command.name.isEmpty ? "" : " ")\(command.name)"
      #expect(text.contains("  \(line)") && text.contains("  \(command.summary)\n"))
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
