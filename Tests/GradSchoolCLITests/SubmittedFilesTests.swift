import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Submitted files")
struct SubmittedFilesTests {
  let ids = TestPackage.ids
  let package: TestPackage

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
    for id in ids { package.toolchain.states[id] = .passed }
    try package.write("", to: "in/.keep")
  }

  private func grade() -> Int32 {
    package.run("grade", "--submission", "in", "--json", "report.json")
  }

  private func isTaken(_ id: ExerciseID) -> Bool { !package.workspace.isPristine(id) }

  @Test(
    "files are found by their names, in folders or without, or all in a folder of its own",
    arguments: [
      "Exercises/Ant/First.swift", "Ant/First.swift", "First.swift",
      "alice/Exercises/Ant/First.swift",
      "alice/First.swift", "hand in/final/exercises/ANT/first.swift", "First-2.swift",
      "First (1).swift",
      "alice/src/First.swift.txt",
    ]
  )
  func places(path: String) throws {
    try package.write("// hers\n", to: "in/\(path)")
    #expect(grade() == 0)
    #expect(package.read("Exercises/Ant/First.swift") == "// hers\n")
    #expect(ids.filter(isTaken) == [ids[3]])
    #expect(package.read("report.json")?.contains("Taken from the submission: ant/first.") == true)
  }

  @Test("an archive is read as a folder is, alone or in the folder")
  func archives() throws {
    let zip = ZipWriter.archive(["hw/ant/first.swift": "// hers\n"])
    for path in ["in.zip", "in/hw.zip"] {
      try package.write(TestPackage.stub, to: ids[3].sourcePath)
      try zip.write(to: package.root.appending(path: path))
      let place = path.hasSuffix("in.zip") ? "in.zip" : "in"
      #expect(package.run("grade", "--submission", place) == 0)
      #expect(package.read("Exercises/Ant/First.swift") == "// hers\n")
    }
    try Data("PK".utf8).write(to: package.root.appending(path: "in.zip"))
    #expect(package.run("grade", "--submission", "in.zip") == 2)
    #expect(package.errors.contains("in.zip is no zip or tar archive."))
  }

  @Test("nothing else of a submission is taken over")
  func others() throws {
    try package.write("// hers\n", to: "in/Exercises/Ant/First.swift")
    try package.write("// hers\n", to: "in/Exercises/Ant/Other.swift")
    try package.write("// hers\n", to: "in/Package.swift")
    try package.write("{}", to: "in/.gradschool/verdicts/zebra/step.json")
    try package.write("// hers\n", to: "in/Tests/AntTests/First.swift")
    let manifest = package.read("Package.swift")
    #expect(grade() == 0)
    #expect(package.read("Package.swift") == manifest)
    #expect(package.read("Exercises/Ant/Other.swift") == nil)
    #expect(package.read("Tests/AntTests/First.swift") == nil)
    #expect(package.read(".gradschool/verdicts/zebra/step.json") == nil)
  }

  @Test("links, folders and oversized or binary files are refused, with the reason")
  func refused() throws {
    let files = FileManager.default
    let folder = package.root.appending(path: "in/Exercises")
    try package.write("secret", to: "secret.swift")
    try package.write("// a file\n", to: "in/Exercises/Zebra/Step.swift/inside")
    try files.createDirectory(at: folder.appending(path: "Ant"), withIntermediateDirectories: true)
    try files.createSymbolicLink(
      at: folder.appending(path: "Ant/First.swift"),
      withDestinationURL: package.root.appending(path: "secret.swift")
    )
    try package.write(String(repeating: "x", count: 1 << 21), to: "in/Exercises/Ant/Second.swift")
    try Data([0, 1, 2, 0xFF]).write(to: folder.appending(path: "Zebra/BigStep.swift"))
    #expect(grade() == 0)
    #expect(ids.allSatisfy { !isTaken($0) })
    let report = try #require(package.read("report.json"))
    for reason in ["is a symbolic link", "is larger than", "is not text.", "is a folder"] {
      #expect(report.contains(reason), "\(reason)")
    }
  }

  @Test("forbidden code is refused, with its line")
  func objections() throws {
    try package.write("import Tensors\nimport AntSolutions\n", to: "in/First.swift")
    try package.write("@_cdecl(\"exp\") func f() {}\n", to: "in/Second.swift")
    for id in ids { package.toolchain.states[id] = .passed }
    #expect(grade() == 1)
    #expect(!package.toolchain.commands.contains { $0.first == "test" })
    let report = try #require(package.read("report.json"))
    #expect(report.contains("First.swift:2: import AntSolutions is not allowed"))
    #expect(report.contains("Second.swift:1: @_cdecl or @c is not allowed"))
  }

  @Test("a linked folder is not followed")
  func linkedFolder() throws {
    try package.write("// theirs\n", to: "elsewhere/Ant/First.swift")
    try FileManager.default.createSymbolicLink(
      at: package.root.appending(path: "in/Exercises"),
      withDestinationURL: package.root.appending(path: "elsewhere")
    )
    #expect(grade() == 0)
    #expect(!isTaken(ids[3]))
  }

  @Test("an empty submission is not started, and the report says so")
  func empty() throws {
    #expect(grade() == 0)
    let report = try #require(package.read("report.json"))
    #expect(report.contains("No exercise was taken from the submission"))
    #expect(report.contains("\"notStarted\" : 4"))
  }

  @Test("in a package with work, nothing is overwritten; a missing folder is reported")
  func refusals() throws {
    try package.write("// hers\n", to: "in/First.swift")
    try package.write("// mine\n", to: ids[3].sourcePath)
    #expect(grade() == 2)
    #expect(package.read(ids[3].sourcePath) == "// mine\n")
    #expect(package.errors.contains("have been changed: ant/first"))
    #expect(package.read("report.json")?.contains("have been changed") == true)
    #expect(package.run("grade", "--submission", "nowhere") == 2)
    #expect(package.errors.contains("nowhere is no folder"))
    #expect(package.toolchain.commands.isEmpty)
  }
}
