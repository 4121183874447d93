import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Former names of exercises")
struct FormerNamesTests {
  let package: TestPackage
  /// The exercise that was renamed.
  let id = TestPackage.ids[3]

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
    for id in TestPackage.ids { package.toolchain.states[id] = .passed }
    try wasCalled("Bee/OldOne", "Cow/Oldest")
  }

  /// Gives the exercise other former names.
  private func wasCalled(_ names: String...) throws {
    let lines = names.map { "formerly \($0)\n" }.joined()
    try package.write("# First\n10 points\n\(lines)\n## Look\nHere.\n", to: id.hintsPath)
  }

  // MARK: - Declarations

  @Test(
    "whatever declares the type, its name is replaced in the code, and nowhere else",
    arguments: [
      ("enum Old {}", "enum New {}"), ("struct Old{}", "struct New{}"),
      ("final class Old<T>: Base {}", "final class New<T>: Base {}"),
      ("actor Old {}\nextension Old: Error {}", "actor New {}\nextension New: Error {}"),
      ("typealias Old = Other", "typealias New = Other"),
      (
        "func f(_ a: [Old]) -> Old? { Old(a[0]) + Old.zero }",
        "func f(_ a: [New]) -> New? { New(a[0]) + New.zero }"
      ),
      ("`Old`", "`New`"), ("\"\\(Old.name) Old\"", "\"\\(New.name) Old\""),
      ("let OldOne = anOld + Old1 + Other.Old", "let OldOne = anOld + Old1 + Other.Old"),
      ("// Old\n/* Old */ Old /// Old", "// Old\n/* Old */ New /// Old"),
      ("let ΔOld = Oldé + \"é\" + Old", "let ΔOld = Oldé + \"é\" + New"),
    ]
  )
  func declarations(_ text: String, _ expected: String) {
    #expect(text.replacingIdentifier("Old", with: "New") == expected)
  }

  // MARK: - A student's own package

  @Test(
    "a type of any declaration is carried over, also over two names and in another case",
    arguments: [
      ("Bee/OldOne", "struct OldOne {\n  static let a = OldOne()\n}\n"),
      ("Cow/Oldest", "final class Oldest {}\nextension Oldest {}\n"),
      ("bee/oldOne", "enum oldOne {}\n"), ("Cow/OLDEST", "actor OLDEST {}\n"),
    ]
  )
  func carriedOver(_ old: String, _ text: String) throws {
    try package.write(text, to: "Exercises/\(old).swift")
    try package.write("// kept\n", to: ".gradschool/backups/cow/oldest/2020.swift")
    #expect(package.run("list") == 0)
    let name = String(old.split(separator: "/")[1])
    #expect(package.read(id.sourcePath) == text.replacing(name, with: "First"))
    #expect(package.read("Exercises/\(old).swift") == nil)
    #expect(package.read(".gradschool/backups/ant/first/2020.swift") == "// kept\n")
    #expect(package.errors.contains("is now called ant/first"))
    #expect(package.run("list") == 0)
    #expect(package.errors.isEmpty)
  }

  @Test("a pack's name alone can change, and the hint file can spell it in another case")
  func moved() throws {
    try wasCalled("Oldbees/first")
    try package.write("enum First {}\n// mine\n", to: "Exercises/OldBees/First.swift")
    try package.grade(ExerciseID(pack: "OldBees", name: "First"), .wrong, earned: 3)
    try package.write("enum First {}\n// mine\n", to: "Exercises/OldBees/First.swift")
    #expect(package.run("list") == 0)
    #expect(package.read(id.sourcePath) == "enum First {}\n// mine\n")
    #expect(package.workspace.readVerdict(of: "ant/first")?.earned == 3)
  }

  @Test("a name that changes its case alone keeps its verdict, its hints and its backups")
  func otherCase() throws {
    try wasCalled("Ant/FIRST")
    try package.grade(id, .wrong, earned: 3)
    try package.write(TestPackage.stub, to: id.sourcePath)
    try package.write("enum FIRST {}\n", to: "Exercises/Ant/FIRST.swift")
    try package.write("// kept\n", to: ".gradschool/backups/ant/first/2020.swift")
    try package.write(
      #"{ "version": 1, "exercises": { "ant/first": { "openedHints": 1 } } }"#,
      to: ProgressFile.path
    )
    for _ in 1...2 {
      #expect(package.run("list") == 0)
      #expect(package.read(id.sourcePath) == "enum First {}\n")
      #expect(package.read("Exercises/Ant/FIRST.swift") == nil)
      #expect(package.workspace.readVerdict(of: "ant/first")?.earned == 3)
      #expect(package.read(".gradschool/backups/ant/first/2020.swift") == "// kept\n")
      #expect(package.read(ProgressFile.path)?.contains("\"ant/first\"") == true)
    }
  }

  @Test("work that Git has merged into the copy of a moved stub is put back, and none is lost")
  func mergedIntoStub() throws {
    let work = "enum First {}\n// mine\n"
    try package.write(work, to: id.stubPath)
    for note in ["merged your work into \(id.stubPath)", ""] {
      #expect(package.run("list") == 0)
      #expect(package.read(id.sourcePath) == work)
      #expect(package.read(id.stubPath) == TestPackage.stub)
      #expect(note.isEmpty ? package.errors.isEmpty : package.errors.contains(note))
    }
    // What stood in the file has a copy as well: it may have been begun anew.
    let backups = try FileManager.default.subpathsOfDirectory(
      atPath: package.root.appending(path: ".gradschool/backups").path
    ).filter { $0.hasSuffix(".swift") }.map { package.read(".gradschool/backups/\($0)") }
    #expect(Set(backups) == [work, TestPackage.stub])
    // A file that was begun, and one that never moved, are left alone.
    let other = TestPackage.ids[0]
    for (id, source) in [(id, "// begun\n"), (other, TestPackage.stub)] {
      try package.write(source, to: id.sourcePath)
      try package.write(work, to: id.stubPath)
      #expect(package.run("list") == 0)
      #expect(package.read(id.sourcePath) == source)
      #expect(package.read(id.stubPath) == work)
    }
  }

  // MARK: - Submissions

  private func submission() -> Submission {
    Submission(
      SubmissionList.Item(package.root.appending(path: "in")),
      exercises: TestPackage.ids,
      catalog: Catalog(package.workspace),
      workspace: package.workspace
    )
  }

  @Test(
    "a class grades a file under its old name as the exercise of today",
    arguments: [
      "Exercises/Bee/OldOne.swift", "Bee/OldOne.swift", "Exercises/Cow/Oldest.swift",
      "bee/OldOne.swift",
    ]
  )
  func inClass(path: String) throws {
    let name = path.contains("Oldest") ? "Oldest" : "OldOne"
    try package.write("struct \(name) {}\n", to: "in/\(path)")
    let submission = submission()
    #expect(submission.sources == [id: "struct First {}\n"])
    #expect(
      submission.notes == ["\(path) was taken as ant/first, the name that the exercise has now."]
    )
    // In a working copy the renamed text is built, and the verdict has the name of today.
    let stubs = TestPackage.ids.map { ($0.stubPath, Data(TestPackage.stub.utf8)) }
    let verdicts = try WorkingCopy(
      setup: package.setup,
      seed: 1,
      files: Dictionary(uniqueKeysWithValues: stubs),
      scratch: ScratchFolder()
    ).verdicts(submission)
    #expect(verdicts.map(\.exercise) == ["ant/first"])
    #expect(verdicts.map(\.state) == [.passed])
    let built = package.toolchain.built[id].map { String(decoding: $0, as: UTF8.self) }
    #expect(built?.hasSuffix("struct First {}\n") == true)
  }

  @Test("work under the name of today counts first; its stub does not hide work under the old name")
  func both() throws {
    try package.write("enum OldOne {}\n", to: "in/Bee/OldOne.swift")
    try package.write(TestPackage.stub, to: "in/Ant/First.swift")
    #expect(submission().sources == [id: "enum First {}\n"])
    try package.write("enum First {}\n// today\n", to: "in/Ant/First.swift")
    let submission = submission()
    #expect(submission.sources == [id: "enum First {}\n// today\n"])
    #expect(
      submission.notes == ["Bee/OldOne.swift was ignored, because Ant/First.swift is there too."]
    )
  }

  @Test(
    "a name that another exercise has now is that exercise's, also in a pack that is not graded"
  )
  func usedAgain() throws {
    try wasCalled("Zebra/Step")
    try package.write("enum Step {}\n", to: "in/Zebra/Step.swift")
    #expect(submission().sources == [TestPackage.ids[1]: "enum Step {}\n"])
    let ants = Submission(
      SubmissionList.Item(package.root.appending(path: "in")),
      exercises: [id],
      catalog: Catalog(package.workspace),
      workspace: package.workspace
    )
    #expect(ants.sources.isEmpty)
    // In another case, too.
    try FileManager.default.removeItem(at: package.root.appending(path: "in"))
    try package.write("enum STEP {}\n", to: "in/zebra/STEP.swift")
    #expect(submission().sources == [TestPackage.ids[1]: "enum STEP {}\n"])
  }

  @Test("an unreadable file under an old name is refused with its reason")
  func refused() throws {
    try package.write("", to: "in/Bee/OldOne.swift")
    #expect(submission().refusals == [id: ["Bee/OldOne.swift is empty."]])
  }

  @Test(
    "a single submission is placed under the name of today, wherever its file lies",
    arguments: [
      "Exercises/Bee/OldOne.swift", "Cow/Oldest.swift", "alice/Exercises/Bee/OldOne.swift",
      "OldOne.swift", "alice/oldest.swift",
    ]
  )
  func placed(path: String) throws {
    let name = try #require(path.split(separator: "/").last?.dropLast(6))
    try package.write("final class \(name) {}\n", to: "in/\(path)")
    #expect(package.run("grade", "--submission", "in", "--json", "report.json") == 0)
    #expect(package.read(id.sourcePath) == "final class First {}\n")
    let report = try #require(package.read("report.json"))
    #expect(report.contains("Taken from the submission: ant/first."))
    #expect(report.contains("\(path) was taken as ant/first, the name that the exercise has now."))
  }

  @Test("a file name that two exercises share tells neither")
  func shared() throws {
    try package.write(
      "# Second\n10 points\nformerly Dog/OldOne\n\n## Look\nHere.\n",
      to: TestPackage.ids[2].hintsPath
    )
    try package.write("enum OldOne {}\n", to: "in/OldOne.swift")
    #expect(package.run("grade", "--submission", "in") == 0)
    #expect(TestPackage.ids.allSatisfy { package.workspace.isPristine($0) })
  }
}
