import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Hints, solutions, resets")
struct CommandTests {
  let package: TestPackage

  init() throws { package = try TestPackage() }

  @Test("each call opens one more hint, and remembers it")
  func hints() {
    #expect(package.run("hint", "ant/first", "--again") == 0)
    #expect(package.output.contains("No hint of ant/first is open yet."))
    #expect(package.run("hint", "ant/first") == 0)
    #expect(package.output.contains("hint 1 of 2: Look\nA nudge."))
    #expect(package.run("hint", "ant/first") == 0)
    #expect(package.output.contains("hint 2 of 2: Almost\nThe line."))
    #expect(!package.output.contains("A nudge."))
    #expect(package.run("hint", "ant/first") == 0)
    #expect(package.output.contains("A nudge.") && package.output.contains("The line."))
    #expect(package.run("hint", "ant/second", "--all") == 0)
    #expect(package.output.contains("A nudge.") && package.output.contains("The line."))
  }

  @Test("without solutions, no solution is offered, and no grader is certified")
  func handedOut() throws {
    #expect(package.run("hint", "ant/first", "--all") == 0)
    #expect(package.output.contains("solution ant/first --reveal"))
    try FileManager.default.removeItem(at: package.root.appending(path: "Solutions"))
    #expect(package.run("hint", "ant/second", "--all") == 0)
    #expect(!package.output.contains("--reveal"))
    #expect(package.run("verify", "ant") == 2)
    #expect(package.errors.contains("this package has none"))
  }

  @Test("without a name, hint is about the wrong exercise saved last, or else the next one")
  func hintOfCurrent() throws {
    #expect(package.run("hint") == 0)
    #expect(package.output.hasPrefix("The BigStep one · hint 1 of 2"))
    try package.grade(TestPackage.ids[3], .wrong, earned: 0)
    try package.grade(TestPackage.ids[1], .wrong, earned: 0)
    let later = Date(timeIntervalSinceNow: 60)
    for (id, date) in [(TestPackage.ids[3], later), (TestPackage.ids[1], Date())] {
      let path = package.root.appending(path: id.sourcePath).path
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    #expect(package.run("hint") == 0)
    #expect(package.output.hasPrefix("The First one · hint 1 of 2"))
    for id in TestPackage.ids { try package.grade(id, .passed, earned: 10) }
    #expect(package.run("hint") == 0)
    #expect(package.output.hasPrefix("Everything is done."))
  }

  @Test("a hint that cannot be remembered is still shown")
  func hintWithoutMemory() throws {
    // A folder where a file has to be: refused even to an administrator.
    try package.write("", to: "\(ProgressFile.path)/x")
    #expect(package.run("hint", "ant/first") == 2)
    try FileManager.default.removeItem(at: package.workspace.state)
    try package.write("", to: ".gradschool")
    #expect(package.run("hint", "zebra/step") == 0)
    #expect(package.output.contains("A nudge."))
    #expect(package.errors.contains("GradSchool cannot remember that this hint is open."))
  }

  @Test("a solution is shown after a pass, or with --reveal")
  func solution() throws {
    #expect(package.run("solution", "ant/first") == 1)
    #expect(!package.output.contains("the answer"))
    #expect(package.run("solution", "ant/first", "--reveal") == 0)
    #expect(package.output == "// Solutions/Ant/First.swift\n// the answer\n")
    try package.write("// mine\n", to: "Exercises/Ant/First.swift")
    package.toolchain.package = package
    package.toolchain.states[TestPackage.ids[3]] = .passed
    #expect(package.run() == 0)
    #expect(package.run("solution", "ant/first") == 0)
  }

  @Test("a reset keeps the student's file, every time")
  func reset() throws {
    let path = "Exercises/Ant/First.swift"
    for text in ["// one\n", "// two\n"] {
      try package.write(text, to: path)
      #expect(package.run("reset", "ant/first") == 0)
      #expect(package.read(path) == TestPackage.stub)
    }
    let folder = package.root.appending(path: ".gradschool/backups/ant/first")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let texts = files.compactMap { package.read(".gradschool/backups/ant/first/\($0)") }
    #expect(Set(texts) == ["// one\n", "// two\n"])
    #expect(package.run("reset", "ant/first") == 0)
    #expect(package.output.contains("nothing to reset"))
  }

  @Test("when nothing can be written, nothing is lost")
  func unwritable() throws {
    try package.write("// mine\n", to: "Exercises/Ant/First.swift")
    // A file where a folder has to be: refused even to an administrator.
    try package.write("", to: ".gradschool/backups")
    #expect(package.run("reset", "ant/first") == 2)
    #expect(package.read("Exercises/Ant/First.swift") == "// mine\n")
    #expect(package.errors.contains("cannot be written"))
  }

  @Test("the program works in a folder inside the package, and explains that it must")
  func place() throws {
    #expect(package.run("list", in: "Exercises/Ant") == 0)
    let outside = Program.run(
      ["list"],
      in: URL(filePath: "/"),
      console: Console(output: { _ in }, errors: { _ in }),
      toolchain: { _ in FakeToolchain() }
    )
    #expect(outside == 2)
  }

  @Test("colour and overwriting only where the console can")
  func plain() throws {
    #expect(package.run() == 0)
    #expect(!package.output.contains("\u{1B}"))
    var text = ""
    let console = Console(
      abilities: .init(hasColor: true, canOverwrite: true, width: 40),
      output: { text += $0 },
      errors: { text += $0 }
    )
    console.status(String(repeating: "x", count: 90))
    console.line(console.colored("y", .red))
    #expect(
      text == "\r\u{1B}[2K" + String(repeating: "x", count: 39)
        + "\r\u{1B}[2K\u{1B}[31my\u{1B}[0m\n"
    )
  }
}
