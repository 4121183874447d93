import Foundation
import Grading

/// A command of the program: its words, its help, and its work.
protocol Command: CommandSyntax {
  /// Does the work, and returns the exit code of the program.
  func run(in context: Context) throws -> Int32
}

/// The things that a command works with.
struct Context {
  let arguments: Arguments
  /// The folder in which the program was started; paths in the arguments are relative to it.
  let folder: URL
  /// The package that the folder belongs to, its toolchain and the console.
  var setup: GradingSetup
  /// Makes the toolchain for another package: a copy of this one.
  let toolchain: (Workspace) -> any Toolchain

  var workspace: Workspace { setup.workspace }
  var catalog: Catalog { setup.catalog }
  var console: Console { setup.console }
}
