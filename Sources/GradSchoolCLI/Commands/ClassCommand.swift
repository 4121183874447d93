import Foundation
import Grading

/// `class`: grades a folder of submissions.
struct ClassCommand: Command {
  static let submissions = Option(
    "--submissions",
    "DIR",
    isRequired: true,
    "the submissions: a folder or an archive"
  )
  static let pattern = Option(
    "--pattern",
    "REGEX",
    "what the names in there mean, with the groups student, id, email, file and time; for names that "
      + "are not as Moodle, Canvas or Gradescope write them"
  )
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
  let options: [any OptionSyntax] = [submissions, to, pattern, jobs, Option<[String]>.packs, seed]
  let discussion = """
    Grades a class. The first DIR is what Moodle, Canvas, Gradescope or GitHub Classroom give you: a
    folder or an archive (zip, tar, tar.gz) with a folder, an archive or the named files of each
    student. Files
    are known by their names and packs, in whatever folders: Exercises/<Pack>/<Name>.swift,
    <Pack>/<Name>.swift, <Name>.swift, <Name>-1.swift. They are graded in a pristine copy of this
    package; all other files are ignored. Where nothing can be placed, the submission is unreadable,
    which is not the same as 0 points. Writes into the second DIR:

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
    guard context.catalog.exercises.contains(where: { context.workspace.hasSolution(of: $0.id) })
    else {
      throw ProgramError.recordingsGiveNoMarks
    }
    let grading = ClassGrading(
      setup: context.setup,
      makeToolchain: context.toolchain,
      output: ClassFolder(target),
      packs: try context.packs,
      handedIn: try SubmissionList(
        source,
        catalog: context.catalog,
        pattern: arguments[Self.pattern].map(SubmissionPattern.init)
      ),
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
