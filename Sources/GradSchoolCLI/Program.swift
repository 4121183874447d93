import Foundation
import Grading

/// The command-line program: finds the package, reads the arguments, runs the verb.
public enum Program {
  /// The program's version.
  static let version = "0.1.0"

  /// How a student starts the program.
  static let command = "swift run gradschool"

  /// Runs the program with the arguments, the folder and the terminal of this process.
  ///
  /// - Returns: The exit code: 0, 1 when something was graded that is not right, 2 for misuse.
  public static func run() -> Int32 {
    run(
      Array(CommandLine.arguments.dropFirst()),
      in: URL(filePath: FileManager.default.currentDirectoryPath),
      console: Console.standard,
      toolchain: { SwiftToolchain(root: $0.root) }
    )
  }

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - arguments: The words after the program's name.
  ///   - folder: The folder it was started in: the package's or one inside it.
  ///   - console: Where its output goes.
  ///   - toolchain: What builds and tests a package.
  /// - Returns: The exit code.
  static func run(
    _ arguments: [String],
    in folder: URL,
    console: Console,
    toolchain: @escaping (Workspace) -> any Toolchain
  ) -> Int32 {
    do {
      let command = try CommandLineArguments(arguments)
      if command.wantsVersion {
        console.line("gradschool \(version)")
        return 0
      }
      if command.wantsHelp {
        console.line(command.verb.map(Help.text) ?? Help.overview)
        return 0
      }
      let workspace = try Workspace.around(folder)
      let context = Context(
        workspace: workspace,
        folder: folder,
        catalog: Catalog(workspace),
        console: console,
        toolchain: toolchain(workspace),
        toolchainFor: toolchain
      )
      return try context.run(command)
    } catch let error as ProgramError {
      console.clearStatus()
      console.error(error.description)
      return error.exitCode
    } catch {
      console.clearStatus()
      console.error("gradschool: \(error.localizedDescription)")
      return 2
    }
  }
}

/// What every verb works with.
struct Context {
  let workspace: Workspace
  /// The folder in which the program was started.
  let folder: URL
  let catalog: Catalog
  let console: Console
  var toolchain: any Toolchain
  /// What builds and tests another package: a copy of this one.
  let toolchainFor: (Workspace) -> any Toolchain

  /// Runs a verb.
  func run(_ command: CommandLineArguments) throws -> Int32 {
    switch command.verb {
    case nil: try board()
    case .grade: try grade(command.names, all: command.has(.all))
    case .list: list()
    case .hint: try hint(command.names, all: command.has(.all), again: command.has(.again))
    case .solution: try solution(command.names, reveal: command.has(.reveal))
    case .reset: try reset(command.names)
    case .verify: try verify(command.names)
    case .handout:
      try handout(
        to: try command.value(of: .to, for: .handout),
        packs: try packs(command),
        withSolutions: !command.has(.withoutSolutions)
      )
    case .class: try gradeClass(command)
    case .help: try help(command.names)
    }
  }

  /// The packs that were asked for; all without `--packs`.
  func packs(_ command: CommandLineArguments) throws -> [Catalog.Pack] {
    guard let text = command.values[.packs] else { return catalog.packs }
    let names = text.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) }
    let known = catalog.packs.map(\.id)
    for name in names where !known.contains(name.lowercased()) {
      let nearest = NearestMatch.of(name, among: known)
      throw ProgramError.unknownName(name, nearest: nearest)
    }
    return catalog.packs.filter { names.map { $0.lowercased() }.contains($0.id) }
  }
}

extension Workspace {
  /// The package that a folder belongs to: the nearest folder upwards with exercises.
  static func around(_ folder: URL) throws -> Workspace {
    var candidate = folder.standardizedFileURL
    while true {
      let files = FileManager.default
      if files.fileExists(atPath: candidate.appending(path: "Package.swift").path),
        files.fileExists(atPath: candidate.appending(path: "Exercises").path)
      {
        return Workspace(root: candidate)
      }
      let parent = candidate.deletingLastPathComponent().standardizedFileURL
      guard parent.path != candidate.path, candidate.path != "/" else {
        throw ProgramError.notInPackage(folder.path)
      }
      candidate = parent
    }
  }
}
