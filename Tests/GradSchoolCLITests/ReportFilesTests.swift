import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Reports from the command line")
struct ReportFilesTests {
  let ids = TestPackage.ids
  let package: TestPackage

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
    package.toolchain.errors = [
      "SYNTAX": { [root = package.root.path] in "\(root)/\($0.sourcePath):1:1: error: expected" }
    ]
  }

  private func solve(_ id: ExerciseID) throws {
    try package.write("// mine\n", to: id.sourcePath)
    package.toolchain.states[id] = .passed
  }

  private func states(_ text: String?) throws -> [String] {
    let data = Data(try #require(text).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let exercises = try #require(object["exercises"] as? [[String: Any]])
    return exercises.compactMap { $0["state"] as? String }
  }

  @Test("all formats are written at once, with every exercise, relative to the current folder")
  func several() throws {
    try solve(ids[1])
    let code = package.run(
      "grade",
      "--json",
      "a.json",
      "--markdown=b.md",
      "--gradescope",
      "c.json",
      "--html",
      package.root.appending(path: "d.html").path,
      in: "Exercises"
    )
    #expect(code == 0)
    #expect(
      try states(package.read("Exercises/a.json"))
        == ["notStarted", "passed", "notStarted", "notStarted"]
    )
    #expect(package.read("Exercises/b.md")?.hasPrefix("# GradSchool\n") == true)
    let results = Data(try #require(package.read("Exercises/c.json")).utf8)
    #expect(GradescopeRules.problems(in: results).isEmpty)
    #expect(package.read("d.html")?.hasSuffix("</html>\n") == true)
    #expect(package.output.contains("1 of 1 graded exercise passed"))
  }

  @Test("a report has only the named exercises")
  func named() throws {
    #expect(package.run("grade", "ant", "--json", "a.json") == 1)
    #expect(try states(package.read("a.json")).count == 2)
  }

  @Test("standard output has only the report")
  func standardOutput() throws {
    try solve(ids[1])
    #expect(package.run("grade", "--json", "-") == 0)
    #expect(try states(package.output).count == 4)
    #expect(package.errors.contains("1 of 1 graded exercise passed"))
  }

  @Test("when nothing is started, the report says so")
  func fresh() throws {
    #expect(package.run("grade", "--json", "a.json") == 0)
    #expect(try states(package.read("a.json")) == Array(repeating: "notStarted", count: 4))
    #expect(package.toolchain.commands.isEmpty)
  }

  @Test("an exercise that does not compile is in the report with its state")
  func compileError() throws {
    try package.write("SYNTAX", to: ids[0].sourcePath)
    try solve(ids[1])
    #expect(package.run("grade", "--json", "a.json") == 1)
    #expect(try states(package.read("a.json")).prefix(2) == ["doesNotCompile", "passed"])
  }

  @Test(
    "when grading fails, the report says why and has the known verdicts, and the exit code stays"
  )
  func failure() throws {
    try solve(ids[1])
    #expect(package.run("grade") == 0)
    try package.write("// another\n", to: ids[0].sourcePath)
    package.toolchain.otherErrors = ["error: no such module"]
    #expect(package.run("grade", "--json", "a.json", "--gradescope", "g.json") == 2)
    #expect(try states(package.read("a.json")).prefix(2) == ["notGraded", "passed"])
    #expect(package.read("a.json")?.contains("The package does not build") == true)
    let results = Data(try #require(package.read("g.json")).utf8)
    #expect(GradescopeRules.problems(in: results).isEmpty)
    #expect(package.errors.contains("The package does not build"))
  }

  @Test("a report that cannot be written is found before anything is graded")
  func unwritable() throws {
    try solve(ids[1])
    try package.write("", to: "file")
    for path in ["missing/a.json", "file/a.json", "Exercises"] {
      #expect(package.run("grade", "--json", path) == 2, "\(path)")
      #expect(package.errors.contains("\(path) cannot be written"))
    }
    #expect(package.run("grade", "--json", "-", "--html", "-") == 2)
    #expect(package.errors.contains("--json and --html both have “-”"))
    #expect(package.run("grade", "--json") == 2)
    #expect(package.errors.contains("--json needs a value, for example: --json FILE"))
    #expect(package.run("grade", "--json", "--all") == 2)
    #expect(package.run("grade", "--json=") == 2)
    #expect(package.run("grade", "--all=yes") == 2)
    #expect(package.run("list", "--json", "a.json") == 2)
    #expect(package.toolchain.commands.isEmpty)
  }

  @Test("a report replaces an old one, and can be written to a device")
  func replacing() throws {
    try package.write("old", to: "a.md")
    #expect(package.run("grade", "--markdown", "a.md", "--json", "/dev/null") == 0)
    #expect(package.read("a.md")?.hasPrefix("# GradSchool") == true)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }
}
