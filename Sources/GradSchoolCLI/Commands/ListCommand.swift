import Grading

/// `list`: shows exercises and their states, without grading.
struct ListCommand: Command {
  let name = "list"
  let synonyms = ["board", "status", "progress", "ls", "next", "exercises"]
  let summary = "all exercises and their states; builds nothing"
  let names = Names.exercises
  let discussion = """
    Prints every exercise, or the named ones, with its state and points. Grades nothing and builds
    nothing.
    """

  func run(in context: Context) throws -> Int32 {
    let names = context.arguments.names
    let catalog = context.catalog
    let chosen = names.isEmpty ? catalog.exercises : try catalog.exercises(named: names)
    let board = Board(progress: context.setup.progress, console: context.console)
    board.printSummary()
    board.print(chosen)
    return 0
  }
}
