import Foundation
import Grading

@testable import GradSchoolCLI

/// Stands in for `swift` in the copy in which a class is graded: a text with the word “right” passes, and so does
/// every solution.
struct JudgingToolchain: Toolchain {
  let workspace: Workspace

  func run(_ command: ToolchainCommand) throws -> Int32 {
    let (arguments, environment) = (command.arguments, command.environment)
    if arguments.first == "-frontend" {
      // The tree of a file in which nothing is declared.
      for (option, path) in zip(arguments, arguments.dropFirst()) where option == "-o" {
        try Data("{}".utf8).write(to: URL(filePath: path))
      }
      return 0
    }
    guard arguments.first == "test" else { return 0 }
    for id in Catalog(workspace).exercises.map(\.id)
    where arguments.last?.contains(id.description) == true {
      let path = "\(BuildFolder.exercises)/\(id.pack)/\(id.name).swift"
      let text = (try? String(contentsOf: workspace.file(path), encoding: .utf8)) ?? ""
      let hash = text.firstMatch(of: #/String { "0*([0-9a-f]+)" }/#).map { String($0.1) }
      let isRight = ["right", "the answer"].contains(where: text.contains)
      try workspace.write(
        Verdict(
          exercise: "\(id)",
          state: isRight ? .passed : .wrong,
          possible: 10,
          checks: [Check(.forward, isRight ? .passed : .failed, possible: 10)],
          sourcePath: id.sourcePath,
          sourceHash: hash ?? "",
          compiledHash: hash,
          graderHash: workspace.graderHash(of: id),
          run: environment["GRADSCHOOL_RUN"] ?? "",
          seed: 0
        )
      )
    }
    return 0
  }
}
