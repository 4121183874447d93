import Grading

/// `solution`: shows the solution of an exercise that has passed.
struct SolutionCommand: Command {
  static let reveal = Flag("--reveal", "show it before that")

  let name = "solution"
  let synonyms = ["answer", "show"]
  let summary = "show the solution, once you have passed"
  let names = Names.exercise
  let options: [any OptionSyntax] = [reveal]
  let discussion = "Prints the solution with its derivation, once you have passed the exercise."

  func run(in context: Context) throws -> Int32 {
    let id = try context.catalog.exercise(named: context.arguments.names[0]).id
    guard context.workspace.hasSolution(of: id) else {
      throw ProgramError.noSolution(exercise: "\(id)", path: id.solutionPath)
    }
    let progress = ExerciseProgress(of: id, in: context.workspace)
    guard context.arguments[Self.reveal] || progress.isPassed else {
      context.console.error(ExerciseText.closedSolution(id, progress.name))
      return 1
    }
    let text = try context.workspace.text(id.solutionPath)
    context.console.line(context.console.colored("// \(id.solutionPath)", .dim))
    context.console.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    return 0
  }
}
