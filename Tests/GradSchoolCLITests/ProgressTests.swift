import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Progress, and renamed exercises")
struct ProgressTests {
  let package: TestPackage
  let first = TestPackage.ids[3]

  init() throws { package = try TestPackage() }

  @Test("fields of a newer program stay in the file")
  func unknownFields() throws {
    try package.write(
      """
      { "version": 7, "streak": [1, 2.5, true, null],
        "exercises": { "ant/first": { "openedHints": 1, "note": "x" }, "gone/now": { "a": 1 } } }
      """,
      to: ProgressFile.path
    )
    #expect(package.run("hint", "ant/first") == 0)
    #expect(package.output.contains("hint 2 of 2"))
    #expect(
      package.read(ProgressFile.path) == """
        {
          "exercises" : {
            "ant/first" : {
              "note" : "x",
              "openedHints" : 2
            },
            "gone/now" : {
              "a" : 1
            }
          },
          "streak" : [
            1,
            2.5,
            true,
            null
          ],
          "version" : 7
        }
        """
    )
  }

  @Test("a file without a version is understood")
  func firstForm() throws {
    try package.write(#"{ "openedHints": { "ant/first": 1 } }"#, to: ProgressFile.path)
    #expect(package.run("hint", "ant/first") == 0)
    #expect(package.output.contains("hint 2 of 2"))
    let text = try #require(package.read(ProgressFile.path))
    #expect(text.contains(#""version" : 1"#))
    #expect(text.ranges(of: "openedHints").count == 1)
  }

  @Test(
    "a damaged file is set aside, each time under a new name",
    arguments: ["not json", "[1, 2]", #"{ "version": 1, "exercises": [] }"#, ""]
  )
  func damaged(_ text: String) throws {
    for name in ["progress-damaged.json", "progress-damaged-2.json"] {
      try package.write(text, to: ProgressFile.path)
      #expect(package.run("hint", "ant/first") == 0)
      #expect(package.output.contains("hint 1 of 2"))
      #expect(package.errors.contains("was damaged; it is kept as .gradschool/\(name)"))
      #expect(package.read(".gradschool/\(name)") == text)
    }
  }

  // MARK: - Renaming

  /// Makes `ant/first` an exercise that was called `bee/old-one`, with a student's work from that time.
  private func rename(work: String) throws -> ExerciseID {
    let old = ExerciseID(pack: "Bee", name: "OldOne")
    let hints = try #require(package.read(first.hintsPath))
    try package.write(
      hints.replacing("10 points\n", with: "10 points\nformerly Bee/OldOne\n"),
      to: first.hintsPath
    )
    try package.grade(old, .wrong, earned: 6)
    try package.write(work, to: old.sourcePath)
    try package.write(
      #"{ "version": 1, "exercises": { "bee/old-one": { "openedHints": 1 } } }"#,
      to: ProgressFile.path
    )
    try package.write("// kept\n", to: ".gradschool/backups/bee/old-one/2020-01-01-000000.swift")
    return old
  }

  @Test("a renamed exercise keeps its file, verdict, opened hints and backups")
  func renamed() throws {
    let work = "enum OldOne {}\n// mine\n"
    let old = try rename(work: work)
    #expect(package.run("list") == 0)
    #expect(package.errors.contains("bee/old-one is now called ant/first."))
    #expect(package.read(first.sourcePath) == "enum First {}\n// mine\n")
    #expect(package.read(old.sourcePath) == nil)
    #expect(package.workspace.readVerdict(of: "bee/old-one") == nil)
    #expect(package.workspace.readVerdict(of: "ant/first")?.earned == 6)
    let folder = package.root.appending(path: ".gradschool/backups/ant/first").path
    let backups = try FileManager.default.contentsOfDirectory(atPath: folder)
    let texts = backups.map { package.read(".gradschool/backups/ant/first/\($0)") }
    #expect(Set(texts) == [work, "// kept\n"])
    #expect(package.run("hint", "bee/old-one") == 0)
    #expect(package.output.contains("The First one · hint 2 of 2"))
    #expect(package.errors.isEmpty)
  }

  @Test("work under both names is never overwritten")
  func bothBegun() throws {
    let old = try rename(work: "// older\n")
    try package.write("// newer\n", to: first.sourcePath)
    #expect(package.run("list") == 0)
    #expect(package.read(first.sourcePath) == "// newer\n")
    #expect(package.read(old.sourcePath) == nil)
    let folder = package.root.appending(path: ".gradschool/backups/ant/first").path
    let backups = try FileManager.default.contentsOfDirectory(atPath: folder)
    let texts = backups.map { package.read(".gradschool/backups/ant/first/\($0)") }
    #expect(Set(texts) == ["// older\n", "// kept\n"])
  }

  @Test("a name that is in use again keeps its own files")
  func usedAgain() throws {
    let old = try rename(work: "// theirs\n")
    try package.write(TestPackage.stub, to: ".gradschool/stubs/Bee/OldOne.swift")
    #expect(package.run("list") == 0)
    #expect(package.errors.isEmpty)
    #expect(package.read(old.sourcePath) == "// theirs\n")
    #expect(package.read(first.sourcePath) == TestPackage.stub)
  }

  @Test("when nothing can be moved, nothing is lost and the rest works")
  func unmovable() throws {
    let old = try rename(work: "// mine\n")
    try FileManager.default.removeItem(at: package.root.appending(path: ".gradschool/backups"))
    try package.write("", to: ".gradschool/backups")
    #expect(package.run("list") == 0)
    #expect(package.errors.contains("not everything could be moved"))
    #expect(package.read(old.sourcePath) == "// mine\n")
    #expect(package.read(first.sourcePath) == TestPackage.stub)
  }
}
