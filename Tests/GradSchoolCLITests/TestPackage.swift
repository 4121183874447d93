import Foundation
import Grading

@testable import GradSchoolCLI

/// A package on disk with four exercises in two packs, for the time of a test.
///
/// `Zebra` is taught before `Ant`, and `Second` is mentioned before `First`, so that no order is alphabetical.
final class TestPackage {
  let root: URL
  var workspace: Workspace { Workspace(root: root) }
  var toolchain = FakeToolchain()
  /// The characters in a line of its console.
  var width = 100
  private(set) var output = ""
  private(set) var errors = ""

  static let stub = """
    enum Thing {
      static func forward(_ x: Tensor) throws -> Tensor { throw NotStarted() }
      static func backward(_ upstream: Tensor, _ x: Tensor) throws
        -> (x: Tensor, weight: Tensor)
      {
        throw NotStarted()
      }
    }

    """

  /// A package with four exercises; with `ids`, with others, of which each pack's lesson tells the order.
  init(ids: [ExerciseID]? = nil) throws {
    root =
      FileManager.default.temporaryDirectory.appending(path: "gradschool-cli-\(UUID())")
      .standardizedFileURL
    let reads = "// reads GRADSCHOOL_EXERCISES\n"
    try write(
      reads + "let packs = [\n  \"Zebra\",  // first\n  \"Ant\",\n]\n",
      to: "Package.swift"
    )
    if let ids {
      let packs = ids.map(\.pack).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
      let list = packs.joined(separator: "\", \"")
      try write(reads + "let packs = [\"\(list)\"]", to: "Package.swift")
      for pack in packs {
        let lesson = ids.filter { $0.pack == pack }.map { "\($0.name).swift\n" }.joined()
        try write(lesson, to: "Exercises/\(pack)/README.md")
      }
    }
    for id in ids ?? TestPackage.ids {
      try write(TestPackage.stub, to: id.sourcePath)
      try write(TestPackage.stub, to: ".gradschool/stubs/\(id.pack)/\(id.name).swift")
      try write("// the answer\n", to: id.solutionPath)
      try write(
        "# The \(id.name) one\n10 points\n\n## Look\nA nudge.\n\n## Almost\nThe line.\n",
        to: id.hintsPath
      )
    }
    if ids == nil {
      try write("First `Second.swift`, then `First.swift`.\n", to: "Exercises/Ant/README.md")
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// In the order in which they are taught.
  static let ids = [
    ExerciseID(pack: "Zebra", name: "BigStep"), ExerciseID(pack: "Zebra", name: "Step"),
    ExerciseID(pack: "Ant", name: "Second"), ExerciseID(pack: "Ant", name: "First"),
  ]

  func write(_ text: String, to path: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Runs the program; what it printed is in `output` and `errors`.
  func run(_ arguments: String..., in folder: String = "") -> Int32 {
    run(arguments, in: folder)
  }

  /// Runs the program; what it printed is in `output` and `errors`.
  func run(_ arguments: [String], in folder: String = "") -> Int32 {
    (output, errors) = ("", "")
    return Program.run(
      arguments,
      in: root.appending(path: folder),
      console: console,
      toolchain: { _ in self.toolchain }
    )
  }

  func clear() { (output, errors) = ("", "") }

  /// A console that writes to `output` and `errors`.
  var console: Console {
    Console(
      abilities: .init(width: width),
      size: { TerminalSize(width: self.width, height: 24) },
      output: { self.output += $0 },
      errors: { self.errors += $0 }
    )
  }

  /// The setup with which it is graded.
  var setup: GradingSetup {
    GradingSetup(
      workspace: workspace,
      catalog: Catalog(workspace),
      toolchain: toolchain,
      console: console
    )
  }

  /// Makes an exercise one that was begun and graded.
  func grade(_ id: ExerciseID, _ state: State, earned: Int) throws {
    try write("// \(id)\n", to: id.sourcePath)
    try workspace.write(
      Verdict(
        exercise: "\(id)",
        state: state,
        possible: 10,
        checks: [Check(.forward, .passed, possible: earned)],
        sourcePath: id.sourcePath,
        sourceLine: 7,
        sourceHash: workspace.sourceHash(of: id),
        compiledHash: workspace.sourceHash(of: id),
        graderHash: workspace.graderHash(of: id),
        run: "",
        seed: 0
      )
    )
  }
}

/// Stands in for `swift`: a build fails on files that contain a marker, and a test writes verdicts.
final class FakeToolchain: Toolchain {
  /// What was started, apart from the compiler that reads files.
  var commands: [[String]] = []
  /// The variables given to each command.
  var environments: [[String: String]] = []
  /// The exercises left out of each command.
  var skipped: [String] = []
  /// Lines of a build's output, by the word in an exercise's file that causes them.
  var errors: [String: (ExerciseID) -> String] = [:]
  /// A word that no two files of a pack may contain.
  var clashing: String?
  /// Lines of a build's output that no exercise causes.
  var otherErrors: [String] = []
  /// The verdicts that a run of the tests leaves, by exercise; none is left for an exercise not in it.
  var states: [ExerciseID: State] = [:]
  /// The problems that a run of the tests reports about graders; no report is left for one not in it.
  var problems: [ExerciseID: [Problem]] = [:]
  /// A word in a text that is not compiled when it is saved: what was there before stays built.
  var unseen: String?
  /// The texts that were compiled last, as they were built.
  private(set) var built: [ExerciseID: Data] = [:]
  /// An exercise that ends the program that grades it.
  var deadly: ExerciseID?
  /// Something that happens during a build.
  var whileBuilding: () -> Void = {}
  /// Why nothing can be started.
  var failure: ProgramError?
  /// Whether it was asked to stop.
  var isInterrupted = false
  weak var package: TestPackage?

  func run(_ command: ToolchainCommand) throws -> Int32 {
    let (arguments, environment) = (command.arguments, command.environment)
    if arguments.first == "-frontend", failure == nil, let package {
      // To read a text the compiler needs no package.
      return try SwiftToolchain(root: package.root).run(command)
    }
    commands.append(arguments)
    environments.append(environment)
    let skip = environment["GRADSCHOOL_SKIP"] ?? ""
    skipped.append(skip)
    if let failure { throw failure }
    command.onTick()
    if isInterrupted { throw ProgramError.interrupted(signal: 2) }
    guard let workspace = package?.workspace else { return 0 }
    let names = skip.split(separator: ",").map(String.init)
    if arguments.first == "build" {
      whileBuilding()
      let built = TestPackage.ids.filter { !names.contains("\($0.pack)/\($0.name)") }
      var lines = built.flatMap { id in
        errors.filter { copy(of: id, workspace).contains($0.key) }.map { $0.value(id) }
      }
      let clashes = built.filter { id in
        clashing.map { copy(of: id, workspace).contains($0) } == true
      }
      for id in clashes where clashes.contains(where: { $0.pack == id.pack && $0 != id }) {
        let file = workspace.file(id.sourcePath).path
        lines.append("\(file):1:1: error: invalid redeclaration of 'helper()'")
      }
      for id in built where unseen.map({ !copy(of: id, workspace).contains($0) }) ?? true {
        self.built[id] = Data(copy(of: id, workspace).utf8)
      }
      for line in otherErrors + lines { command.onLine(line) }
      return (otherErrors + lines).isEmpty ? 0 : 1
    }
    if let deadly, arguments.last?.contains(deadly.description) == true { return 9 }
    for (id, problems) in problems where environment["GRADSCHOOL_CERTIFY"] == "1" {
      var report = CertificationReport(
        exercise: "\(id)",
        problems: problems,
        matrix: [
          .init(
            mistake: "a slip",
            state: .wrong,
            named: problems.isEmpty ? ["a slip"] : [],
            rejections: ["∂L/∂x": ["one", "two"], "forward": ["two"]]
          )
        ],
        run: environment["GRADSCHOOL_RUN"] ?? ""
      )
      (report.checks, report.probes) = (["forward", "∂L/∂x"], ["one", "two"])
      try workspace.write(report)
    }
    for (id, state) in states where arguments.last?.contains(id.description) == true {
      let check = Check(.forward, state == .passed ? .passed : .failed, possible: 10)
      try workspace.write(
        Verdict(
          exercise: "\(id)",
          state: state,
          possible: 10,
          checks: [check],
          sourcePath: id.sourcePath,
          sourceHash: stamp(of: id) ?? workspace.sourceHash(of: id),
          compiledHash: stamp(of: id),
          graderHash: workspace.graderHash(of: id),
          run: environment["GRADSCHOOL_RUN"] ?? "",
          seed: environment["GRADSCHOOL_SEED"].flatMap { UInt64($0) } ?? 0
        )
      )
    }
    return 0
  }

  /// The text of an exercise as it is built: a copy that carries its proof.
  private func copy(of id: ExerciseID, _ workspace: Workspace) -> String {
    let path = "\(BuildFolder.exercises)/\(id.pack)/\(id.name).swift"
    return (try? String(contentsOf: workspace.file(path), encoding: .utf8)) ?? ""
  }

  /// The hash that was compiled in.
  private func stamp(of id: ExerciseID) -> String? {
    let text = built[id].map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.firstMatch(of: #/String { "0*([0-9a-f]+)" }/#).map { String($0.1) }
  }
}
