import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Grading from the command line")
struct GradingRunTests {
  let ids = TestPackage.ids
  let package: TestPackage

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
    let root = package.root.path
    package.toolchain.errors = [
      "SYNTAX": { "\(root)/\($0.sourcePath):1:1: error: expected expression" },
      "SIGNATURE": { "\(root)/\($0.graderPath):9:9: error: cannot convert" },
    ]
  }

  private func solve(_ id: ExerciseID, _ text: String = "// mine\n") throws {
    try package.write(text, to: id.sourcePath)
    package.toolchain.states[id] = .passed
  }

  @Test("with nothing to grade, the board is shown at once and nothing is built")
  func fresh() {
    #expect(package.run() == 0)
    #expect(package.toolchain.commands.isEmpty)
    #expect(package.output.contains("0 of 4 exercises passed · 0 of 40 points"))
    #expect(package.output.contains("write     Exercises/Zebra/BigStep.swift"))
    #expect(package.run("grade") == 0)
    #expect(package.toolchain.commands.isEmpty)
  }

  @Test("a changed file is graded once, and again after the next change")
  func freshness() throws {
    try solve(ids[1])
    #expect(package.run() == 0)
    #expect(package.toolchain.commands.count == 2)
    #expect(package.toolchain.commands[1].last == "`(zebra/step)`\\(\\)")
    #expect(package.output.contains("1 of 4 exercises passed · 10 of 40 points"))
    #expect(package.run() == 0)
    #expect(package.toolchain.commands.count == 2)
    package.toolchain.states[ids[1]] = .wrong
    try package.write("// another\n", to: ids[1].sourcePath)
    #expect(package.run() == 1)
    #expect(package.toolchain.commands.count == 4)
    #expect(package.output.contains("✘ The Step one · 0 of 10 points"))
  }

  @Test("a file that a class would refuse is graded here, with a remark in each run")
  func objections() throws {
    let objection = "Exercises/Zebra/Step.swift:1: import Foundation is not allowed."
    try solve(ids[1], "import Foundation\n")
    #expect(package.run() == 0)
    #expect(package.output.contains("1 of 4 exercises passed · 10 of 40 points"))
    #expect(package.output.ranges(of: objection).count == 1)
    #expect(package.output.contains("Handed in to a class, the file is refused."))
    package.toolchain.states[ids[1]] = .wrong
    #expect(package.run("grade", "zebra/step") == 1)
    #expect(package.output.ranges(of: objection).count == 1)
    // A file that was not graded has other worries.
    try solve(ids[1], "import Foundation // SYNTAX\n")
    #expect(package.run() == 1)
    #expect(!package.output.contains("not allowed"))
  }

  @Test("a file that is begun but still throws NotStarted is graded once, and is no failure")
  func notStarted() throws {
    try package.write("// a comment\n" + TestPackage.stub, to: ids[0].sourcePath)
    package.toolchain.states[ids[0]] = .notStarted
    #expect(package.run() == 0)
    #expect(package.run() == 0)
    #expect(package.toolchain.commands.count == 2)
    #expect(package.output.contains("write     Exercises/Zebra/BigStep.swift"))
    #expect(package.run("grade") == 0)
    #expect(package.run("grade", "zebra/big-step") == 1)
  }

  @Test("a file saved while it is graded is graded again")
  func savedMeanwhile() throws {
    try solve(ids[0])
    package.toolchain.whileBuilding = { try? package.write("// later\n", to: ids[0].sourcePath) }
    #expect(package.run() == 0)
    #expect(package.errors.contains("Saved while it was being graded; starting again."))
    #expect(package.toolchain.commands.map(\.first) == ["build", "test", "build", "test"])
    #expect(package.output.contains("1 of 4 exercises passed"))
    #expect(package.run() == 0)
    #expect(package.toolchain.commands.count == 4)
  }

  @Test("a changed grader makes a verdict out of date")
  func newGrader() throws {
    try solve(ids[0])
    #expect(package.run() == 0)
    try package.write("// new", to: ids[0].graderPath)
    #expect(package.run("list") == 0)
    #expect(package.output.contains("not graded yet"))
  }

  @Test("a file that does not compile affects no other exercise, and is tried again next time")
  func doesNotCompile() throws {
    try solve(ids[0], "SYNTAX")
    try solve(ids[1])
    try solve(ids[2], "SIGNATURE")
    #expect(package.run() == 1)
    // Built as they were handed out, they keep no other from being graded.
    #expect(package.toolchain.commands.map(\.first) == ["build", "build", "test"])
    #expect(package.toolchain.skipped == ["", "", ""])
    #expect(
      package.output.contains("Exercises/Zebra/BigStep.swift:1:1: error: expected expression")
    )
    #expect(package.output.contains("static func forward(_ x: Tensor) throws -> Tensor"))
    #expect(package.output.contains("1 of 4 exercises passed"))
    try solve(ids[0])
    #expect(package.run("grade", "zebra/big-step") == 0)
    // What is known not to compile, and is the same, is not tried again for another's sake.
    #expect(package.toolchain.commands.dropFirst(3).map(\.first) == ["build", "test"])
    #expect(package.run("grade", "ant/second") == 1)
    #expect(package.toolchain.commands.dropFirst(5).map(\.first) == ["build"])
  }

  @Test("a verdict on another text is refused, and the package is built again")
  func staleBuild() throws {
    try solve(ids[0], "// one\n")
    #expect(package.run("grade", "zebra/big-step") == 0)
    // The second text is not noticed, as when it is saved in the same moment and has the same length.
    package.toolchain.unseen = "// two"
    try solve(ids[0], "// two\n")
    package.toolchain.commands = []
    #expect(package.run("grade", "zebra/big-step") == 1)
    #expect(package.output.contains("The text that was compiled is not the text of"))
    #expect(package.toolchain.commands.map(\.first) == ["build", "test", "build", "test"])
    #expect(package.workspace.readVerdict(of: "zebra/big-step") == nil)
    // Noticed at the second try, it is judged.
    package.toolchain.whileBuilding = {
      if package.toolchain.commands.count > 2 { package.toolchain.unseen = nil }
    }
    package.toolchain.commands = []
    #expect(package.run("grade", "zebra/big-step") == 0)
    #expect(package.toolchain.commands.map(\.first) == ["build", "test", "build", "test"])
  }

  @Test("a verdict without a proof of the compiled text does not count")
  func unproven() throws {
    try package.grade(ids[0], .passed, earned: 10)
    #expect(package.run("list") == 0)
    #expect(!package.output.contains("not graded yet"))
    var verdict = try #require(package.workspace.readVerdict(of: "\(ids[0])"))
    verdict.compiledHash = nil
    try package.workspace.write(verdict)
    #expect(package.run("list") == 0)
    #expect(package.output.contains("not graded yet"))
  }

  @Test("a file whose declarations others see is built by itself, with a remark")
  func shared() throws {
    try solve(ids[0], "func exp(_ x: Double) -> Double { x }\n")
    try solve(ids[1])
    #expect(package.run("grade") == 0)
    #expect(package.toolchain.commands.map(\.first) == ["build", "test", "build", "test"])
    #expect(package.toolchain.commands[1].last == "`(zebra/step)`\\(\\)")
    #expect(package.toolchain.commands[3].last == "`(zebra/big-step)`\\(\\)")
    let said = package.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("All files of the pack can see exp(_:) in Exercises/Zebra/BigStep.swift"))
    #expect(said.ranges(of: "can see exp(_:)").count == 1)
  }

  @Test("a file with @main, and a huge file, are reported and not built")
  func notBuilt() throws {
    try solve(ids[0], "// main\n\n@main enum Thing { static func main() {} }\n")
    try solve(ids[1], String(repeating: "// long\n", count: 40_000))
    #expect(package.run("grade") == 1)
    #expect(package.toolchain.commands.isEmpty)
    #expect(package.output.contains("BigStep.swift:3: @main makes the file a program of its own."))
    #expect(package.output.contains("The file has 312 kB"))
  }

  @Test("only the packs that are worked on are built")
  func packs() throws {
    try solve(ids[2])
    #expect(package.run() == 0)
    #expect(package.toolchain.environments.first?["GRADSCHOOL_PACKS"] == "Ant")
    #expect(package.toolchain.environments.first?["GRADSCHOOL_EXERCISES"] == BuildFolder.exercises)
  }

  @Test("a missing file is left out of the build, and can be restored")
  func missing() throws {
    try FileManager.default.removeItem(at: package.root.appending(path: ids[3].sourcePath))
    try solve(ids[1])
    #expect(package.run("grade") == 1)
    #expect(package.output.contains("swift run gradschool reset ant/first"))
    #expect(package.run("reset", "ant/first") == 0)
    #expect(package.read(ids[3].sourcePath) == TestPackage.stub)
  }

  @Test("when verdicts cannot be written, nothing is graded, and the board is shown")
  func unwritable() throws {
    try solve(ids[0])
    // A file where a folder has to be: refused even to an administrator.
    try package.write("", to: ".gradschool/verdicts/zebra")
    #expect(package.run("grade") == 2)
    #expect(package.errors.hasPrefix(".gradschool/verdicts cannot be written"))
    #expect(package.run() == 2)
    #expect(package.output.contains("0 of 4 exercises passed"))
    #expect(package.toolchain.commands.isEmpty)
  }

  @Test("a build gets the same environment each time, or SwiftPM would compile the manifest again")
  func environment() throws {
    for text in ["// one\n", "// two\n"] {
      try solve(ids[0], text)
      #expect(package.run() == 0)
    }
    let builds = zip(package.toolchain.commands, package.toolchain.environments)
      .filter { $0.0.first == "build" }.map(\.1)
    #expect(builds.count == 2)
    #expect(builds.first == builds.last)
    #expect(builds.first?["GRADSCHOOL_RUN"] == nil)
  }

  @Test("an error outside of exercises stops the run with the compiler's lines")
  func unattributed() throws {
    try solve(ids[0])
    package.toolchain.otherErrors = ["\(package.root.path)/Sources/X.swift:1:2: error: oh"]
    #expect(package.run() == 2)
    #expect(package.errors.contains("Sources/X.swift:1:2: error: oh"))
  }

  @Test(
    "a student who keeps all declarations is not blamed for a grader that does not compile",
    arguments: ["", "enum Thing", "func forward"]
  )
  func brokenGrader(_ lost: String) throws {
    let text = TestPackage.stub.replacing(lost.isEmpty ? "none" : lost, with: "func lost")
    try solve(ids[2], text + "// SIGNATURE\n")
    #expect(package.run("grade", "ant/second") == 1)
    #expect(package.output.contains("inconclusive") == lost.isEmpty)
    #expect(package.output.contains("The grader does not compile, although every") == lost.isEmpty)
    #expect(package.output.contains("cannot call your functions") == !lost.isEmpty)
  }

  @Test("a grader that leaves no verdict is reported")
  func noVerdict() throws {
    try solve(ids[0])
    #expect(package.run() == 0)
    try package.write("// changed\n", to: ids[0].sourcePath)
    package.toolchain.states = [:]
    #expect(package.run("grade") == 1)
    #expect(package.output.contains("? The BigStep one · inconclusive"))
    #expect(package.output.contains("left no verdict"))
  }

  @Test("a crash of the grading program loses no other verdict")
  func lostVerdicts() throws {
    try solve(ids[0])
    try solve(ids[1])
    // Graded together they leave nothing; by itself, the second does.
    package.toolchain.deadly = ids[0]
    #expect(package.run("grade") == 1)
    #expect(package.toolchain.commands.map(\.first) == ["build", "test", "test", "test"])
    #expect(package.output.contains("✔ The Step one · 10 of 10 points"))
    #expect(package.output.contains("? The BigStep one · inconclusive"))
    let said = package.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("ended before it left a verdict (status 9)"))
  }

  @Test("a second program waits for the first")
  func lock() throws {
    var said = ""
    var first: GradingLock?
    // The first is done when the second has said that it waits.
    let console = Console(
      output: { _ in },
      errors: {
        said += $0
        first = nil
      }
    )
    first = try GradingLock(package.workspace, console)
    #expect(first != nil && said.isEmpty)
    _ = try GradingLock(package.workspace, console)
    #expect(said.hasPrefix("Another gradschool is grading (process \(getpid()))"))
  }
}
