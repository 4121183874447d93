import Foundation
import Grading

extension Program {
  /// Runs the program with the arguments, the folder and the terminal of this process.
  ///
  /// - Returns: The exit code: 0, 1 when something that was graded is not right, 2 for misuse.
  public static func run() -> Int32 {
    run(
      Array(CommandLine.arguments.dropFirst()),
      in: URL(filePath: FileManager.default.currentDirectoryPath),
      console: Console.standard,
      toolchain: { SwiftToolchain(root: $0.root) }
    )
  }

  /// Finds the command in the words after the program's name, and the package around the folder in which the program
  /// was started; runs the one in the other, and returns the exit code.
  static func run(
    _ words: [String],
    in folder: URL,
    console: Console,
    toolchain: @escaping (Workspace) -> any Toolchain
  ) -> Int32 {
    do {
      if words == ["--version"] {
        console.line("gradschool \(version)")
        return 0
      }
      let (command, arguments) = try CommandList.call(words, in: folder)
      if arguments.wantsHelp {
        console.line(HelpCommand.text(command))
        return 0
      }
      let workspace = try Workspace.around(folder)
      console.linkedRoot = workspace.root
      let catalog = Catalog(workspace)
      Renaming(workspace: workspace, catalog: catalog, note: console.note).carryOver()
      if !command.isForInstructors, !(command is HelpCommand) {
        Planting(workspace: workspace).plant(in: catalog, note: console.note)
      }
      let setup = GradingSetup(
        workspace: workspace,
        catalog: catalog,
        toolchain: toolchain(workspace),
        console: console
      )
      return try command.run(
        in: Context(arguments: arguments, folder: folder, setup: setup, toolchain: toolchain)
      )
    } catch let error as UsageError {
      console.error(error.description)
      return 2
    } catch let error as ProgramError {
      console.error(error.description)
      return error.exitCode
    } catch {
      console.error("gradschool: \(error.localizedDescription)")
      return 2
    }
  }
}
