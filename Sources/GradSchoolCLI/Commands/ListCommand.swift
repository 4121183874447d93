import Grading

/// `list`: shows exercises and their states, without grading.
struct ListCommand: Command {
  static let core = Flag("--core", "only the exercises on the core road")
  static let more = Flag("--more", "only the exercises beside it, which no core exercise needs")

  let name = "list"
  let synonyms = ["board", "status", "progress", "ls", "next", "exercises"]
  let summary = "all exercises and their states; builds nothing"
  let names = Names.exercises
  let options: [any OptionSyntax] = [core, more]
  let discussion = """
    Prints every exercise, or the named ones, with its state and points: those of the core road first,
    pack by pack, then those beside it. Grades nothing and builds nothing.
    """

  func run(in context: Context) throws -> Int32 {
    let names = context.arguments.names
    let catalog = context.catalog
    let named = names.isEmpty ? catalog.exercises : try catalog.exercises(named: names)
    let (core, more) = (context.arguments[Self.core], context.arguments[Self.more])
    let chosen = core == more ? named : named.filter { $0.isCore == core }
    let board = Board(progress: context.setup.progress, console: context.console)
    board.printSummary()
    board.print(chosen)
    return 0
  }
}
