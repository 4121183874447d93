import Foundation
import Grading

/// `regrade`: grades exercises of a class anew, after their graders were mended.
struct RegradeCommand: Command {
  let name = "regrade"
  let summary = "grade exercises of a class anew"
  let isForInstructors = true
  let names = Names.exercises
  let options: [any OptionSyntax] = [
    ClassCommand.to, ClassCommand.jobs, ClassCommand.json, ClassCommand.assignment,
  ]
  let discussion = """
    Grades exercises anew for every student of a class, from the texts that are kept with the
    results in DIR. A NAME is an exercise or a pack; without a NAME, the exercises whose graders
    have changed since the class was graded. Prints whose points have changed, writes them to
    changes.csv (student, exercise, before, after), and then the tables of the class.

    Stopped and started again, it continues. Until it has ended, the tables leave out the students
    who are not graded anew yet.
    """
  let notes = "Exit code 0 when all were graded, 1 when you have to look at something."

  func run(in context: Context) throws -> Int32 {
    let grading = try context.classGrading()
    guard try grading.output.settings() != nil else {
      throw ProgramError.noClass(grading.output.workspace.root.path)
    }
    return try grading.holdingLock { try grading.regrade(context.arguments.names) }
  }
}
