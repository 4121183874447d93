import Grading

/// The program without a command: grades the exercises that were changed, then shows the board.
struct BoardCommand: Command {
  let name = ""
  let summary = "grade what changed, then show the board"
  let discussion = ""
  let notes = """
    A NAME is an exercise such as layers/linear (linear will do, and so will its file), or a
    pack such as layers. The board comes without any command.

    Exit code: 0 all right, 1 something is not right yet, 2 the command could not be carried out.
    """

  func run(in context: Context) throws -> Int32 {
    do {
      try grade(context.setup)
    } catch let error as ProgramError {
      // The board can be shown all the same.
      guard case .unwritable = error else { throw error }
      context.console.error(error.description + "\n")
      Board(progress: context.setup.progress, console: context.console).print()
      return error.exitCode
    }
    let progress = context.setup.progress
    Board(progress: progress, console: context.console).print()
    context.console.line()
    NextStep(progress).print(to: context.console)
    return progress.isAllRight ? 0 : 1
  }

  /// Grades the exercises that were changed, and shows the first verdicts that are not right.
  private func grade(_ setup: GradingSetup) throws {
    let verdicts = try setup.gradeChanged()
    let remarked = verdicts.filter {
      $0.state == .passed && !($0.remarks.isEmpty && $0.findings.isEmpty)
    }
    let open = verdicts.filter { $0.state != .passed }
    for verdict in remarked + open.prefix(3) {
      Message(verdict, setup.catalog).print(to: setup.console)
    }
    if open.count > 3 { setup.console.line(BoardText.notShown(open.count - 3)) }
  }
}
