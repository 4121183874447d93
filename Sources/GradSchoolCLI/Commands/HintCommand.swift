import Grading

/// `hint`: opens one more hint of an exercise, and shows it.
struct HintCommand: Command {
  static let again = Flag("--again", "show the hints that are open already, and open none")
  static let all = Flag("--all", "open and show all hints")

  let name = "hint"
  let synonyms = ["clue"]
  let summary = "open the next hint"
  let names = Names.exerciseOrNone
  let options: [any OptionSyntax] = [again, all]
  let discussion = """
    Opens one more hint of an exercise each time, from a nudge to almost the line. Without a NAME,
    the exercise is the one that you saved last and is not right, or else the next one.
    """

  func run(in context: Context) throws -> Int32 {
    let (console, arguments) = (context.console, context.arguments)
    let named = try arguments.names.first.map(context.catalog.exercise(named:))
    guard let entry = named ?? context.setup.progress.current else {
      console.line(ExerciseText.noCurrent)
      return 0
    }
    guard !entry.hints.isEmpty else {
      throw ProgramError.noHints(exercise: "\(entry.id)", path: entry.id.hintsPath)
    }
    let pages = HintPages(entry: entry, workspace: context.workspace, console: console)
    let shown = try pages.open(all: arguments[Self.all], again: arguments[Self.again])
    if shown.upperBound < entry.hints.count {
      console.line(ExerciseText.oneMore(entry.id))
    } else if context.workspace.hasSolution(of: entry.id) {
      console.line(ExerciseText.lastHint(thenSolutionOf: entry.id))
    } else {
      console.line(ExerciseText.lastHint)
    }
    return 0
  }
}
