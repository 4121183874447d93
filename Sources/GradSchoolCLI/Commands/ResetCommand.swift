import Grading

/// `reset`: restores an exercise's file as it was handed out, and keeps the student's.
struct ResetCommand: Command {
  let name = "reset"
  let synonyms = ["restore", "undo", "restart"]
  let summary = "start over; your file is kept as a backup"
  let names = Names.exercise
  let discussion = """
    Restores the exercise's file as it was handed out. Your file is first copied to
    .gradschool/backups/, and the path of the copy is printed.
    """

  func run(in context: Context) throws -> Int32 {
    let id = try context.catalog.exercise(named: context.arguments.names[0]).id
    context.console.line(try ExerciseReset(id: id, workspace: context.workspace).run())
    return 0
  }
}
