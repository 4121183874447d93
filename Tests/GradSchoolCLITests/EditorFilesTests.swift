import Foundation
import Testing

@testable import GradSchoolCLI
@testable import Grading

/// The files with which an editor grades, jumps to a line, and opens the package without an installation.
@Suite("Files for editors")
struct EditorFilesTests {
  let workspace: Workspace

  init() throws { workspace = try Workspace.around(URL(filePath: #filePath)) }

  /// The part of `.vscode/tasks.json` that is checked.
  private struct TaskFile: Decodable {
    struct Task: Decodable {
      let label: String
      let command: String
      let args: [String]
      let problemMatcher: [Matcher]
    }
    struct Matcher: Decodable {
      let owner: String
      let fileLocation: [String]
      let pattern: Pattern
      let background: Background?
    }
    struct Pattern: Decodable {
      let regexp: String
      let file, line, message: Int
      let column: Int?
    }
    struct Background: Decodable { let beginsPattern, endsPattern: String }
    let version: String
    let tasks: [Task]
  }

  private func tasks() throws -> [TaskFile.Task] {
    let data = Data(try workspace.text(".vscode/tasks.json").utf8)
    let file = try JSONDecoder().decode(TaskFile.self, from: data)
    #expect(file.version == "2.0.0")
    return file.tasks
  }

  /// The groups of the first match in a line, the whole match first; nil where nothing matches.
  private func match(_ pattern: String, _ line: String) throws -> [String]? {
    let expression = try NSRegularExpression(pattern: pattern)
    let whole = NSRange(line.startIndex..., in: line)
    guard let match = expression.firstMatch(in: line, range: whole) else { return nil }
    return (0..<match.numberOfRanges).map { group in
      Range(match.range(at: group), in: line).map { String(line[$0]) } ?? ""
    }
  }

  /// The place and message that a matcher finds in a line.
  private func problem(_ matcher: TaskFile.Matcher, _ line: String) throws -> [String]? {
    try match(matcher.pattern.regexp, line).map { groups in
      [matcher.pattern.file, matcher.pattern.line, matcher.pattern.message].map { groups[$0] }
    }
  }

  private func verdict(_ state: State, line: Int?) -> Verdict {
    Verdict(
      exercise: "layers/linear",
      state: state,
      possible: 10,
      sourcePath: "Exercises/Layers/Linear.swift",
      sourceLine: line,
      sourceHash: "",
      run: "",
      seed: 1
    )
  }

  @Test("every task is a command of the program")
  func commands() throws {
    let tasks = try tasks()
    #expect(tasks.map(\.label).count == 4)
    for task in tasks {
      #expect(task.command == "swift")
      #expect(task.args.prefix(2) == ["run", "gradschool"])
      let command = try #require(task.args.dropFirst(2).first)
      #expect(CommandList.all.contains { $0.name == command }, "\(command)")
      #expect(task.args.dropFirst(3).allSatisfy { $0 == "${relativeFile}" })
    }
  }

  @Test(
    "a verdict that is not right becomes a problem at its line, whatever the width",
    arguments: [60, 80, 140]
  )
  func verdicts(width: Int) throws {
    let graded = try tasks().filter { !$0.problemMatcher.isEmpty }
    #expect(graded.count == 3)
    for matcher in graded.map({ $0.problemMatcher[0] }) {
      #expect(matcher.fileLocation == ["relative", "${workspaceFolder}"])
      for state in [State.wrong, .crashed, .timedOut, .doesNotCompile] {
        let message = VerdictMessage(
          verdict(state, line: 21),
          title: "Fully connected layer",
          width: width
        )
        let found = try problem(matcher, message.lines[0])
        #expect(found?.prefix(2) == ["Exercises/Layers/Linear.swift", "21"], "\(state)")
        #expect(found?[2].hasPrefix("Fully connected layer") == true)
      }
      for state in [State.passed, .notStarted, .inconclusive] {
        let message = VerdictMessage(verdict(state, line: 21), title: "Layer", width: width)
        #expect(try problem(matcher, message.lines[0]) == nil, "\(state)")
      }
    }
  }

  @Test("an error of the compiler becomes a problem at its line and column")
  func compilerErrors() throws {
    let output = CompilerOutput(CompilerOutputTests.output, root: "/home/me/school")
    var verdict = verdict(.doesNotCompile, line: 3)
    verdict.findings = [
      .compiler(
        lines: CompilerOutput.shortened(output.errors),
        signatures: [],
        inGrader: false
      )
    ]
    let lines = VerdictMessage(verdict, title: "First").lines
    for matcher in try tasks().flatMap({ $0.problemMatcher.dropFirst() }) {
      let found = try lines.compactMap { try problem(matcher, $0) }
      #expect(
        found == [
          ["Exercises/Ant/First.swift", "3", "expected expression after operator"],
          ["Tests/AntTests/Second.swift", "7", "type 'Second' has no member 'backward'"],
        ]
      )
      let column = try #require(matcher.pattern.column)
      #expect(
        try lines.compactMap { try match(matcher.pattern.regexp, $0)?[column] } == ["3", "21"]
      )
    }
  }

  @Test("the editor knows when watch grades and when it waits")
  func watching() throws {
    let watch = try #require(try tasks().first { $0.args.last == "watch" })
    #expect(watch.problemMatcher.count == 2)
    for matcher in watch.problemMatcher {
      let background = try #require(matcher.background)
      let ids = TestPackage.ids
      for saved in [ids, [ids[0]]].map(WatchText.saved) {
        #expect(try match(background.beginsPattern, saved) != nil, "\(saved)")
      }
      // However narrow the terminal is, a key is never broken.
      let keys = WatchText.keys.map { try? match(background.endsPattern, $0) != nil }
      #expect(keys == WatchText.keys.map { $0 == "q quit" })
      let line = (["\(ids[0])"] + WatchText.keys).joined(separator: " · ")
      #expect(try match(background.endsPattern, line) != nil)
      #expect(try match(background.beginsPattern, line) == nil)
    }
  }

  @Test("the container has the official image and the Swift extension")
  func container() throws {
    struct Container: Decodable {
      struct Customizations: Decodable {
        struct Editor: Decodable { let extensions: [String] }
        let vscode: Editor
      }
      let image: String
      let customizations: Customizations
    }
    let data = Data(try workspace.text(".devcontainer/devcontainer.json").utf8)
    let container = try JSONDecoder().decode(Container.self, from: data)
    #expect(container.customizations.vscode.extensions == ["swiftlang.swift-vscode"])
    // The image of the other containers: one version of Swift everywhere.
    #expect(try workspace.text(".docker/Dockerfile").contains("FROM \(container.image)\n"))
    #expect(try workspace.text(".github/workflows/grade.yml").contains(container.image))
  }
}
