import Foundation
import Grading

/// `class`: grades a folder of submissions.
struct ClassCommand: Command {
  static let submissions = Option("--submissions", "DIR", isRequired: true, "the submissions")
  static let to = Option("--to", "DIR", isRequired: true, "the results")
  static let jobs = Option(
    "--jobs",
    in: 1...Int.max,
    "how many copies grade side by side; each needs a first build of its own, a minute or more, so a "
      + "second one pays only for many submissions"
  )
  static let seed = Option(
    "--seed",
    in: 0...UInt64.max,
    "the seed of the probes; unless given, one is drawn and kept in settings.json"
  )

  let name = "class"
  let summary = "grade a folder of submissions"
  let isForInstructors = true
  let options: [any OptionSyntax] = [submissions, to, jobs, Option<[String]>.packs, seed]
  let discussion = """
    Grades a class. Each folder in the first DIR is one submission. Its exercise files, found at
    Exercises/<Pack>/<Name>.swift or <Pack>/<Name>.swift inside it, are graded in a pristine copy of
    this package; all other files are ignored. Writes into the second DIR:

      grades.csv, misconceptions.md    a row for each student; the mistakes, and how often
      students/<name>.md               for the student: the verdicts
      students/<name>.json             for you alone: everything, with the seed of the probes
      settings.json, work/             the seed of the probes; the copies that are built in

    Stopped and started again, class continues; only submissions that have changed are graded again.
    Late ones may be in another folder: with the same --to, grades.csv and misconceptions.md have
    all students that students/ has. Delete work/ when everything is done.
    """
  let notes = "Exit code 0 when all were graded, 1 when you have to look at something."

  func run(in context: Context) throws -> Int32 {
    let arguments = context.arguments
    let source = context.folder.resolving(try arguments.required(Self.submissions))
    let target = context.folder.resolving(try arguments.required(Self.to))
    let grading = ClassGrading(
      setup: context.setup,
      makeToolchain: context.toolchain,
      output: ClassFolder(target),
      packs: try context.packs,
      handedIn: try SubmissionList(source),
      copies: arguments[Self.jobs] ?? 1
    )
    return try GradingLock.holding(
      Workspace(root: target.appending(path: "work")),
      context.console
    ) {
      try grading.grade(seed: arguments[Self.seed])
    }
  }
}
