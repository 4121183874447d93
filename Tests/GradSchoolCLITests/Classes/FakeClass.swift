import Foundation
import Grading
import Synchronization

@testable import GradSchoolCLI

/// A class in a package on disk, whose submissions are graded by what their texts say.
final class FakeClass {
  let package: TestPackage
  private let toolchains = GradedTexts()
  private(set) var output = ""

  init() throws {
    package = try TestPackage()
    for id in TestPackage.ids {
      try package.write("// the grader of \(id)", to: id.graderPath)
    }
    let lesson = "First `BigStep.swift`, then `Step.swift`.\n"
    try package.write(lesson, to: "Exercises/Zebra/README.md")
    // Small libraries, of which a copy is made in no time.
    let root = try Workspace.around(URL(filePath: #filePath))
    let manifest = try root.text("Package.swift")
      .replacing(#/(?m)^let packs = \[[^\]]*\]/#) { _ in
        "let packs = [\n  \"Zebra\",\n  \"Ant\",\n]"
      }
    try package.write(manifest, to: "Package.swift")
    for library in SubsetManifest.libraries(withSolutions: true) {
      try package.write("// a library", to: "Sources/\(library)/\(library).swift")
    }
    try package.write("", to: "Sources/Grading/Diagnosis/WellKnownFunction.swift")
    try package.write("", to: ".gradschool/README.md")
  }

  /// The exercises that were graded since this was asked last, with their texts.
  var graded: [String] { toolchains.take() }

  /// Hands in a text for an exercise: "right", "wrong", "halved" or "crash" say what becomes of it.
  func hand(in text: String, _ id: ExerciseID, of student: String, _ folder: String = "handed in")
    throws
  {
    try package.write(text, to: "\(folder)/\(student)/\(id.sourcePath)")
  }

  func run(_ arguments: String...) -> Int32 { run(arguments) }

  func run(_ arguments: [String]) -> Int32 {
    output = ""
    let console = Console(output: { self.output += $0 }, errors: { self.output += $0 })
    return Program.run(
      arguments,
      in: package.root,
      console: console,
      toolchain: { [toolchains] in TextToolchain(workspace: $0, graded: toolchains) }
    )
  }

  func grade(_ more: String...) -> Int32 {
    run(["class", "--submissions", "handed in", "--to", "graded"] + more)
  }

  func read(_ path: String) -> String { package.read("graded/\(path)") ?? "" }

  /// The cells of a table by student, or by the first cell, and by column.
  func table(_ path: String = "grades.csv") throws -> [String: [String: String]] {
    let data = try Data(contentsOf: package.root.appending(path: "graded/\(path)"))
    let rows = CSV(data).rows.map(\.cells)
    let header = rows.first ?? []
    let pairs = rows.dropFirst().map { row in
      (row[0], Dictionary(zip(header, row)) { first, _ in first })
    }
    return Dictionary(pairs) { first, _ in first }
  }
}

/// The texts that were graded in all copies.
private final class GradedTexts: Sendable {
  private let texts = Mutex<[String]>([])

  func append(_ text: String) { texts.withLock { $0.append(text) } }

  func take() -> [String] {
    texts.withLock { texts in
      defer { texts = [] }
      return texts.sorted()
    }
  }
}

/// Stands in for `swift`: what a text says becomes its verdict, with the proof of the text.
private struct TextToolchain: Toolchain {
  let workspace: Workspace
  let graded: GradedTexts

  func run(_ command: ToolchainCommand) throws -> Int32 {
    let arguments = command.arguments
    if arguments.first == "-frontend" {
      // The tree of a file in which nothing is declared.
      for (option, path) in zip(arguments, arguments.dropFirst()) where option == "-o" {
        try Data("{}".utf8).write(to: URL(filePath: path))
      }
    }
    guard arguments.first == "test" else { return 0 }
    for id in TestPackage.ids where arguments.last?.contains(id.description) == true {
      let text = try String(
        contentsOf: workspace.file("\(BuildFolder.exercises)/\(id.pack)/\(id.name).swift"),
        encoding: .utf8
      )
      // The declaration with the hash stands before the text.
      let stamp = text.firstMatch(of: #/String { "0*([0-9a-f]+)" } }; /#)
      let own = stamp.map { String(text[$0.range.upperBound...]) } ?? text
      try workspace.write(verdict(id, own, stamp.map { String($0.1) }, command))
      graded.append("\(id) \(own)")
    }
    return 0
  }

  private func verdict(
    _ id: ExerciseID,
    _ text: String,
    _ hash: String?,
    _ command: ToolchainCommand
  ) -> Verdict {
    let isMended = (try? workspace.text(id.graderPath))?.contains("mended") == true
    let isHalf = text.contains("halved") && !isMended
    var check = Check(.forward, text.contains("right") ? .passed : .failed, possible: 10)
    if isHalf { check = Check(.forward, .passed, possible: 5) }
    let state: State =
      text.contains("answer") || text.contains("right")
      ? .passed : text.contains("crash") ? .crashed : .wrong
    return Verdict(
      exercise: "\(id)",
      state: state,
      possible: 10,
      checks: [check],
      sourcePath: id.sourcePath,
      sourceHash: hash ?? "",
      compiledHash: hash,
      graderHash: workspace.graderHash(of: id),
      run: command.environment["GRADSCHOOL_RUN"] ?? "",
      seed: 1
    )
  }
}
