import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

/// A class and a handout with the real toolchain: two cold builds, and a small one for each submission.
@Suite(
  "Handing out and grading a class",
  .enabled(if: ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1")
)
struct ClassTests {
  private let root: URL
  private let package: URL
  private var output: URL { root.appending(path: "graded") }

  init() throws {
    root =
      FileManager.default.temporaryDirectory.appending(path: "gradschool-class-\(UUID())")
      .standardizedFileURL
    package = try Workspace.around(URL(filePath: #filePath)).root
  }

  @Test(
    "every verdict of a class is right, a kill loses none, and a handout gives the same verdicts"
  )
  func classThenHandout() async throws {
    defer { try? FileManager.default.removeItem(at: root) }
    // 28 hold every kind of student; a longer look: GRADSCHOOL_CLASS_SIZE=50.
    let asked = ProcessInfo.processInfo.environment["GRADSCHOOL_CLASS_SIZE"].flatMap { Int($0) }
    let generated = try GeneratedClass(
      of: asked ?? 28,
      in: root.appending(path: "submissions"),
      package: package
    )
    let arguments = ["class", "--submissions", generated.folder.path, "--to", output.path]
    let early = try await kill(arguments, after: 4)
    #expect(early.count >= 4 && early.count < generated.students.count)
    let (code, text) = await run(arguments, in: package)
    #expect(code == 1, "some submissions have nothing to grade, which needs a look: \(text)")
    for (name, date) in early { #expect(try written(name) == date, "\(name) was graded again") }

    let folder = ClassFolder(output)
    for student in generated.students { try check(student, folder) }
    let table = try String(contentsOf: output.appending(path: "grades.csv"), encoding: .utf8)
    #expect(table.split(separator: "\r\n").count == generated.students.count + 1)
    let report = try String(
      contentsOf: output.appending(path: "misconceptions.md"),
      encoding: .utf8
    )
    #expect(report.contains("bias averaged over the batch | known-1"))
    #expect(!FileManager.default.fileExists(atPath: package.appending(path: "pwned").path))

    // Nothing has changed: nothing is built or graded.
    let again = await run(arguments, in: package)
    #expect(again.code == 1 && again.text.contains("graded already"))

    try await handInLate(after: generated.students.count)
    try await handOut()
  }

  /// A submission in a folder of its own joins those that are graded already.
  private func handInLate(after count: Int) async throws {
    let late = root.appending(path: "late")
    let folder = late.appending(path: "zz-late")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (_, text) = await run(
      ["class", "--submissions", late.path, "--to", output.path],
      in: package
    )
    #expect(text.contains("1 of 1 submissions are graded"))
    #expect(text.contains("\(count) earlier results are in the tables too"))
    let table = try String(contentsOf: output.appending(path: "grades.csv"), encoding: .utf8)
    #expect(table.split(separator: "\r\n").count == count + 2)
  }

  // MARK: - Class

  private func check(_ student: GeneratedClass.Student, _ folder: ClassFolder) throws {
    let result = try #require(folder.result(of: student.name), "\(student.name) is lost")
    let states = Dictionary(uniqueKeysWithValues: result.verdicts.map { ($0.exercise, $0.state) })
    #expect(states == student.expected.mapValues(\.state), "\(student.name)")
    let name = ClassFolder.fileName(student.name)
    let page = try String(
      contentsOf: output.appending(path: "students/\(name).md"),
      encoding: .utf8
    )
    for (id, expected) in student.expected {
      let named = result.verdicts.filter { $0.exercise == id }.flatMap(\.checks)
        .flatMap(\.findings).compactMap { finding -> String? in
          if case .knownMistake(let name, _) = finding { name } else { nil }
        }
      if let mistake = expected.mistake {
        #expect(named == (mistake.isEmpty ? [] : [mistake]), "\(student.name)")
      }
      if let text = expected.text { #expect(page.contains(text), "\(student.name): \(page)") }
    }
    for note in student.notes {
      #expect(result.notes.contains { $0.contains(note) }, "\(student.name): \(result.notes)")
    }
    #expect(!page.contains("GRADSCHOOL_SEED"))
  }

  /// Starts the program itself, kills it when some results are there, and returns those with their dates.
  private func kill(_ arguments: [String], after count: Int) async throws -> [String: Date] {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "gradschool")
    process.arguments = arguments
    process.currentDirectoryURL = package
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return try await onThread {
      while process.isRunning, results().count < count { usleep(20_000) }
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return try Dictionary(uniqueKeysWithValues: results().map { ($0, try written($0)) })
    }
  }

  private func results() -> [String] {
    let folder = output.appending(path: "students").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }
  }

  private func written(_ name: String) throws -> Date {
    let path = output.appending(path: "students/\(name)").path
    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    return try #require(date as? Date)
  }

  // MARK: - Handout

  /// Hands out from the copy that the class was graded in, since that is built already.
  private func handOut() async throws {
    let source = ClassFolder(output).copy(1)
    let target = root.appending(path: "handout")
    try restoreStubs(in: source)
    let arguments = [
      "handout", "--to", target.path, "--without-solutions", "--packs", "layers,activations",
    ]
    let (code, text) = await run(arguments, in: source)
    try #require(code == 0, "\(text)")
    #expect(await run(arguments, in: source).code == 2, "a folder that is not empty is refused")
    try expectNoSolutions(in: target)
    let received = Submission(
      SubmissionList.Item(target),
      exercises: Catalog(Workspace(root: target)).exercises.map(\.id),
      catalog: Catalog(Workspace(root: target)),
      workspace: Workspace(root: package)
    )
    #expect(received.notes.count == 1, "nothing of it was changed: \(received.notes)")

    let linear = "Exercises/Layers/Linear.swift"
    let solution = try String(contentsOf: file("Solutions/Layers/Linear.swift"), encoding: .utf8)
    let mistaken = solution.replacing("upstream.sum(axis: 0)", with: "upstream.mean(axis: 0)")
    try #require(mistaken != solution)
    try Data(mistaken.utf8).write(to: target.appending(path: linear))
    try Data(contentsOf: file("Solutions/Activations/ReLU.swift"))
      .write(to: target.appending(path: "Exercises/Activations/ReLU.swift"))
    let graded = await run([], in: target)
    #expect(graded.code == 1)
    #expect(graded.text.contains("The bias gradient was averaged over the batch."))
    #expect(graded.text.contains("Smallest case:"))
    let verdicts = Workspace(root: target)
    #expect(verdicts.readVerdict(of: "layers/linear")?.state == .wrong)
    #expect(verdicts.readVerdict(of: "activations/relu")?.state == .passed)
    let list = await run(["list", "activations/sigmoid"], in: target)
    #expect(list.text.contains("not started"))

    // A grader that asks something else than was recorded.
    let grader = target.appending(path: "Tests/LayersTests/Linear.swift")
    let original = try String(contentsOf: grader, encoding: .utf8)
    let changed = original.replacing("inputs\", 4)", with: "inputs\", 5)")
    try #require(changed != original)
    try Data(changed.utf8).write(to: grader)
    let refused = await run(["grade", "layers/linear"], in: target)
    #expect(refused.text.contains("The recorded answers about layers/linear do not fit"))
    #expect(verdicts.readVerdict(of: "layers/linear")?.state == .inconclusive)
  }

  private func restoreStubs(in copy: URL) throws {
    let workspace = Workspace(root: copy)
    for id in Catalog(workspace).exercises.map(\.id) {
      try Data(contentsOf: workspace.stub(of: id)).write(to: workspace.file(id.sourcePath))
    }
  }

  /// No line of code of a solution, of a certification or of a reference layer is anywhere in a package.
  private func expectNoSolutions(in target: URL) throws {
    let files = FileManager.default
    let paths = try files.subpathsOfDirectory(atPath: target.path)
    #expect(!paths.contains { $0.hasPrefix("Tests") && $0.hasSuffix("Certification.swift") })
    #expect(!paths.contains { $0.hasPrefix("Solutions") })
    #expect(!paths.contains { $0.contains("ReferenceLayers") || $0.contains("/Losses/") })
    // A hint may come close to the solution, and the program has examples for authors in it.
    let told = paths.filter {
      !$0.hasSuffix(".md") && !$0.hasPrefix("Sources/GradSchoolCLI/Authoring")
    }
    let text = told.compactMap { path in
      try? String(contentsOf: target.appending(path: path), encoding: .utf8)
    }.joined(separator: "\n")
    var secrets = ["Solutions/Layers", "Solutions/Activations"]
      .flatMap { code(in: file($0)) }
    secrets += [
      "Tests/LayersTests/LinearCertification.swift", "Sources/ReferenceLayers/Layers/Linear.swift",
      "Tests/ActivationsTests/SigmoidCertification.swift",
      "Sources/ReferenceLayers/Activations/Sigmoid.swift",
    ].flatMap { code(in: file($0)) }
    let stubs = ["Layers", "Activations"].flatMap {
      code(in: file(".gradschool/stubs/\($0)"))
    }
    let hidden = Set(secrets).subtracting(stubs)
    #expect(hidden.count > 40)
    // What any Swift file may contain by chance is short, or is a declaration that everybody writes.
    for line in hidden where text.contains(line) { Issue.record("handed out: \(line)") }
  }

  /// The lines of code below a folder or in a file, without text in quotes and what is said everywhere.
  private func code(in place: URL) -> [String] {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: place.path)) ?? [""]
    return names.flatMap { name -> [String] in
      let url = name.isEmpty ? place : place.appending(path: name)
      let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { line in
          line.count > 34 && !line.contains("\"") && !line.hasPrefix("///")
            && !line.contains("import ")
        }
    }
  }

  // MARK: - Both

  private func file(_ path: String) -> URL { package.appending(path: path) }

  /// Runs the program in a package.
  private func run(_ arguments: [String], in folder: URL) async -> (code: Int32, text: String) {
    await onThread {
      var text = ""
      let console = Console(output: { text += $0 }, errors: { text += $0 })
      let code = Program.run(
        arguments,
        in: folder,
        console: console,
        toolchain: { SwiftToolchain(root: $0.root) }
      )
      return (code, text)
    }
  }
}
