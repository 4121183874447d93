import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("The hidden seed where marks are given")
struct HiddenSeedTests {
  let package: TestPackage

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
    for id in TestPackage.ids { package.toolchain.states[id] = .wrong }
    try package.write("// hers\n", to: "in/First.swift")
  }

  private var seedOfTests: String? {
    let runs = Array(zip(package.toolchain.commands, package.toolchain.environments))
    return runs.last { $0.0.first == "test" }?.1["GRADSCHOOL_SEED"]
  }

  @Test("a submission is graded with a seed that is drawn once, and that no report has")
  func drawn() throws {
    let reports = [
      "--json", "a.json", "--gradescope", "a.txt", "--markdown", "a.md", "--html", "a.html",
    ]
    #expect(package.run(["grade", "--submission", "in"] + reports) == 1)
    let seed = try #require(seedOfTests)
    #expect(package.read(HiddenSeed.path) == "\(seed)\n" && seed.count > 4 && seed != "2026")
    let file = package.workspace.file(HiddenSeed.path).path
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    var texts = ["a.json", "a.txt", "a.md", "a.html"].map { package.read($0) ?? seed }
    texts += [package.output, package.errors]
    for text in texts { #expect(!text.contains(seed)) }
    #expect(texts[0].contains("\"seconds\"") && !texts[0].contains("\"seed\""))
    // The same one for the next submission.
    try package.write(TestPackage.stub, to: TestPackage.ids[3].sourcePath)
    #expect(package.run("grade", "--submission", "in") == 1)
    #expect(seedOfTests == seed)
  }

  @Test("reports for Gradescope have marks, so they take the hidden seed too; others do not")
  func gradescope() throws {
    try package.write("// mine\n", to: TestPackage.ids[3].sourcePath)
    #expect(package.run("grade", "--json", "a.json") == 1)
    #expect(seedOfTests == nil && package.read(HiddenSeed.path) == nil)
    #expect(package.run("grade", "--gradescope", "a.json") == 1)
    #expect(seedOfTests == package.read(HiddenSeed.path)?.trimmingCharacters(in: .newlines))
  }

  @Test("a secret of the environment comes first; what is no number is told")
  func environment() throws {
    let catalog = Catalog(package.workspace)
    func seed(_ text: String) throws -> UInt64 {
      try HiddenSeed(of: package.workspace, catalog, [HiddenSeed.variable: text]).value
    }
    #expect(try seed("77") == 77)
    #expect(throws: ProgramError.damagedSeed(HiddenSeed.variable)) { try seed("x7") }
    #expect(package.read(HiddenSeed.path) == nil)
    let drawn = try seed("")
    #expect(try seed("") == drawn)
    try package.write("x", to: HiddenSeed.path)
    #expect(throws: ProgramError.damagedSeed(HiddenSeed.path)) { try seed("") }
  }

  @Test("a package with recorded answers gives no marks, and says where marks come from")
  func handout() throws {
    try FileManager.default.removeItem(at: package.workspace.file("Solutions"))
    for options in [["--submission", "in"], ["--gradescope", "results.json"]] {
      #expect(package.run(["grade", "--all"] + options) == 2)
      #expect(package.errors.contains("marks come from the whole package"))
    }
    #expect(package.read("results.json")?.contains("marks come from the whole package") == true)
    #expect(package.run("class", "--submissions", "in", "--to", "out") == 2)
    #expect(package.errors.contains("marks come from the whole package"))
    #expect(package.toolchain.commands.isEmpty)
    #expect(package.run("grade", "--all", "--json", "a.json") == 1)
  }
}
