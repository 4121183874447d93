import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Find the bug, from the command line")
struct PlantingTests {
  let package: TestPackage
  let id = TestPackage.ids[3]

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
    try package.write(text(2), to: id.solutionPath)
    for version in 1...4 {
      try package.write(text(version, "FirstFault\(version)"), to: id.faultPath(version))
    }
    try package.write(text(1), to: id.stubPath)
    try package.write(text(1), to: id.sourcePath)
  }

  private func text(_ version: Int, _ name: String = "First") -> String {
    """
    // Version \(version)
    import Tensors

    enum \(name) {
      static func apply(_ x: Tensor) throws -> Tensor {
        x * \(10 + version)
      }
    }

    """
  }

  private var source: String? { package.read(id.sourcePath) }

  /// Draws until the student's fault is another one than the stub's.
  private func plant() throws -> Int {
    for _ in 0..<100 {
      #expect(package.run("list") == 0)
      if let source, source != text(1) {
        return try #require((2...4).first { source == text($0) })
      }
      try FileManager.default.removeItem(at: package.workspace.file(Planting.identity))
    }
    Issue.record("always the first version")
    return 1
  }

  @Test("help and unfinished versions leave the file as it is")
  func untouched() throws {
    try package.write("student 1", to: Planting.identity)
    // Otherwise an identity for which nothing is planted would prove nothing.
    var number = 1
    while PlantedFaults(of: id, in: package.workspace)
      .version(for: "student \(number)", of: id).number == 1
    {
      number += 1
      try package.write("student \(number)", to: Planting.identity)
    }
    #expect(package.run("help", "list") == 0)
    #expect(source == text(1))
    try package.write(
      text(3, "FirstFault3").replacing("x * 13", with: "x * 13  // TODO: the fault"),
      to: id.faultPath(3)
    )
    #expect(package.run("list") == 0)
    #expect(source == text(1))
    try package.write(text(3, "FirstFault3"), to: id.faultPath(3))
    #expect(package.run("list") == 0)
    #expect(source != text(1))
  }

  @Test("at first use the student gets a version of their own, is told so once, and keeps it")
  func planted() throws {
    let own = try plant()
    #expect(
      package.errors.contains(
        "\(id.sourcePath) there is a bug to find: yours is version \(own) of 4"
      )
    )
    let identity = package.read(Planting.identity)
    for command in ["list", "", "hint"] {
      _ = package.run(command.isEmpty ? [] : [command])
      #expect(!package.errors.contains("yours is version"))
    }
    #expect(source == text(own))
    #expect(package.read(Planting.identity) == identity)
    // It is not begun, and nothing of it is built on the board.
    #expect(package.run() == 0)
    #expect(package.toolchain.commands.isEmpty)
    // The file as the repository has it becomes the student's again.
    try package.write(text(1), to: id.sourcePath)
    #expect(package.run("list") == 0)
    #expect(source == text(own))
    // The other exercises are as they were.
    for other in TestPackage.ids where other != id {
      #expect(package.read(other.sourcePath) == TestPackage.stub)
    }
  }

  @Test("different students get different versions")
  func different() throws {
    var seen: Set<String> = []
    for number in 0..<60 where seen.count < 4 {
      try package.write("student \(number)\n", to: Planting.identity)
      try package.write(text(1), to: id.sourcePath)
      #expect(package.run("list") == 0)
      seen.insert(try #require(source))
    }
    #expect(seen == Set((1...4).map { text($0) }))
  }

  @Test("a file that was edited, or that has another version already, is left alone")
  func edited() throws {
    try package.write("student\n", to: Planting.identity)
    for work in [text(1) + "// mine\n", text(3)] {
      try package.write(work, to: id.sourcePath)
      #expect(package.run("list") == 0)
      #expect(source == work)
    }
    #expect(package.output.contains("ant/first"))
  }

  @Test("an instructor's commands plant nothing")
  func instructor() throws {
    for number in 0..<10 {
      try package.write("student \(number)\n", to: Planting.identity)
      _ = package.run("verify", "ant/first")
      #expect(source == text(1))
    }
  }

  @Test("reset restores the student's own version, also that of a file from another computer")
  func reset() throws {
    let own = try plant()
    try package.write(text(own) + "// mine\n", to: id.sourcePath)
    #expect(package.run("reset", "ant/first") == 0)
    #expect(source == text(own))
    #expect(package.run("reset", "ant/first") == 0)
    #expect(package.output.contains("there is nothing to reset"))
    for other in 1...4 {
      try package.write(text(other) + "// mine\n", to: id.sourcePath)
      #expect(package.run("reset", "ant/first") == 0)
      #expect(source == text(other))
    }
    // Without a file, or a file that names its version, the draw decides.
    try FileManager.default.removeItem(at: package.workspace.file(id.sourcePath))
    #expect(package.run("reset", "ant/first") == 0)
    #expect(source == text(own))
  }

  @Test("a package that cannot be written stays as it is")
  func unwritable() throws {
    try package.write("a file", to: ".gradschool/identity/in-the-way")
    #expect(package.run("list") == 0)
    #expect(source == text(1))
    #expect(package.errors.contains("stays as it is, without a fault of your own"))
  }

  @Test("a version is not begun in a submission either, and an edited one is")
  func submission() throws {
    for (work, count) in [(text(3), 0), (text(3) + "// mine\n", 1)] {
      try package.write(work, to: "in/Ant/First.swift")
      let folder = package.root.appending(path: "in")
      let submission = Submission(
        SubmissionList.Item(folder),
        exercises: [id],
        catalog: Catalog(package.workspace),
        workspace: package.workspace
      )
      #expect(submission.sources.count == count)
    }
  }

  @Test("a handout can plant, and shows neither the solution nor two versions to compare")
  func handout() throws {
    let subset = PackageSubset(
      workspace: try withGraders(),
      packs: Catalog(package.workspace).packs.filter { $0.name == "Ant" },
      withSolutions: false
    )
    let folder = package.root.appending(path: "out")
    try subset.write(to: folder)
    let target = Workspace(root: folder)
    let faults = PlantedFaults(of: id, in: target)
    #expect(faults.versions.map(\.text) == (1...4).map { text($0) })
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    for path in paths where !path.hasPrefix("Sources/") {
      #expect(!path.contains("FirstFault"), "\(path)")
      let content = (try? String(contentsOf: target.file(path), encoding: .utf8)) ?? ""
      let found = (1...4).filter { content.contains("x * \(10 + $0)") }
      #expect(found.isEmpty || found == [1], "\(path)")
    }
    #expect(
      HandoutPages(packs: [], withSolutions: false).files[1].text.contains("!.gradschool/faults/")
    )
  }

  /// Graders that name functions which the versions declare too, and recorded answers.
  private func withGraders() throws -> Workspace {
    for other in TestPackage.ids {
      try package.write("let student = \(other.name).apply\n", to: other.graderPath)
      let path = package.workspace.recording(of: other).path.dropFirst(package.root.path.count + 1)
      try package.write("{}", to: String(path))
    }
    return package.workspace
  }

  @Test("the stub follows the first version when the author changes it")
  func renewed() throws {
    let changed = text(1, "FirstFault1").replacing("// Version 1", with: "// Version 1, clearer")
    try package.write(changed, to: id.faultPath(1))
    _ = package.run("verify", "ant/first")
    let stub = changed.replacing("FirstFault1", with: "First")
    #expect(package.read(id.stubPath) == stub)
    #expect(source == stub)
    #expect(package.output.contains("Version 1 has changed"))
    // Work is kept.
    try package.write("// mine\n", to: id.sourcePath)
    try package.write(text(1, "FirstFault1"), to: id.faultPath(1))
    _ = package.run("verify", "ant/first")
    #expect(package.read(id.stubPath) == text(1))
    #expect(source == "// mine\n")
  }

  @Test("an exercise that is taken out takes its versions with it")
  func removed() throws {
    #expect(package.run("remove-exercise", "ant/first") == 0)
    for version in 1...4 {
      #expect(package.read(id.faultPath(version)) == nil)
      let kept = package.read(".gradschool/removed/Ant/First/\(id.faultPath(version))")
      #expect(kept == text(version, "FirstFault\(version)"))
    }
  }
}
