import Foundation
import Testing

@testable import GradSchoolCLI

@Suite("Arguments of the command-line program")
struct ArgumentsTests {
  @Test("verbs, names and options are told apart wherever the options stand")
  func taken() throws {
    #expect(try CommandLineArguments([]).verb == nil)
    let grade = try CommandLineArguments(["grade", "a/b", "--all", "c"])
    #expect(grade.verb == .grade)
    #expect(grade.names == ["a/b", "c"])
    #expect(grade.options == [.all])
    #expect(try CommandLineArguments(["hint", "--", "--odd"]).names == ["--odd"])
    #expect(try CommandLineArguments(["hint", "-h"]).wantsHelp)
    #expect(try CommandLineArguments(["--version"]).wantsVersion)
  }

  @Test("an option's value is the next word, or what follows an equals sign")
  func values() throws {
    let words = [
      "new-exercise", "--kind", "loss", "Ant", "--inputs=x:N,D", "Third", "--axes=N=rows:3",
    ]
    let taken = try CommandLineArguments(words)
    #expect(taken.names == ["Ant", "Third"])
    #expect(taken.values == [.kind: "loss", .inputs: "x:N,D", .axes: "N=rows:3"])
  }

  @Test(
    "misuse is named, with what was probably meant",
    arguments: [
      (["grad"], ProgramError.unknownVerb("grad", nearest: "grade")),
      (["ants/first"], .unknownVerb("ants/first", nearest: "grade ants/first")),
      (["xyzzy"], .unknownVerb("xyzzy", nearest: nil)),
      (
        ["solution", "a", "--reveall"],
        .unknownOption("--reveall", verb: .solution, nearest: "--reveal")
      ),
      (["new-exercise", "--kind", "--points", "3"], .missingValue(.kind, "loss")),
      (["new-exercise", "--title="], .missingValue(.title, "\"Huber loss\"")),
      (["grade", "--all=yes"], .invalidValue(.all, "yes", "It takes no value.")),
      (["--all"], .unknownOption("--all", verb: nil, nearest: nil)),
      (["test"], .unknownVerb("test", nearest: "grade")),
      (["--verison"], .unknownOption("--verison", verb: nil, nearest: "--version")),
      (["solution"], .missingName(.solution)),
      (["reset", "a", "b"], .tooManyNames(.reset, ["b"])),
      (["watch", "a"], .tooManyNames(.watch, ["a"])),
    ]
  )
  func misuse(_ arguments: [String], _ expected: ProgramError) {
    #expect(throws: expected) { try CommandLineArguments(arguments) }
    #expect(expected.exitCode == 2)
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

  @Test("every verb has a help text that begins with its use", arguments: Verb.allCases)
  func help(_ verb: Verb) {
    var text = ""
    let code = Program.run(
      [verb.rawValue, "--help"],
      in: URL(filePath: "/"),
      console: Console(output: { text += $0 }, errors: { _ in }),
      toolchain: { _ in FakeToolchain() }
    )
    #expect(code == 0)
    #expect(text.hasPrefix("swift run gradschool \(verb.rawValue)"))
    let long = text.split(separator: "\n").filter { $0.count > 100 }
    #expect(long.isEmpty)
    for option in verb.options { #expect(text.contains(option.rawValue)) }
  }
}
