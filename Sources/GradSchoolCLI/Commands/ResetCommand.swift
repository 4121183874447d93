import Foundation
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
    let (workspace, console) = (context.workspace, context.console)
    let id = try context.catalog.exercise(named: context.arguments.names[0]).id
    guard let stub = try Planting(workspace: workspace).handedOut(id) else {
      throw ProgramError.noStub(exercise: "\(id)", path: id.stubPath)
    }
    guard workspace.hasSource(of: id) else {
      try workspace.write(stub, to: id.sourcePath)
      console.line(ExerciseText.restored(missing: id))
      return 0
    }
    let work = try ProgramError.reading(id.sourcePath) {
      try Data(contentsOf: workspace.file(id.sourcePath))
    }
    guard work != stub else {
      console.line(ExerciseText.nothingToReset(id))
      return 0
    }
    let backup = workspace.freeBackupPath(of: id)
    try workspace.write(work, to: backup, replacing: false)
    try workspace.write(stub, to: id.sourcePath)
    console.line(ExerciseText.restored(id, backup: backup))
    return 0
  }
}
