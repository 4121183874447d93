import Foundation
import Grading

/// `class`: grades a folder of submissions.
struct ClassCommand: Command {
  static let submissions = Option(
    "--submissions",
    "DIR",
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
    "the seed of the probes; unless given, that of GRADSCHOOL_SEED, or else one is drawn; kept in "
      + "settings.json"
  )
  static let table = Flag(
    "--table",
    "grade nothing: write the tables about what is graded by now, while grading goes on too"
  )
  static let roster = Option(
    "--roster",
    "FILE",
    "the students who take part: a table with names, numbers or e-mail addresses, such as Canvas, "
      + "Moodle and Gradescope export it; kept as roster.csv"
  )
  static let json = Flag("--json", "write class.json too: everything but the seed")
  static let assignment = Option(
    "--assignment",
    "NAME",
    example: "\"Backpropagation (4711)\"",
    "the assignment's name in canvas.csv; unless given, \(LMSTables.assignment)"
  )
  static let part = Option(
    "--part",
    "K/N",
    example: "2/4",
    "grade only part K of N; which submissions that are depends on their names alone"
  ) { text in
    guard let part = ClassPart(text) else {
      throw UsageError.invalidValue("--part", text, "It must be such as 2/4: part 2 of 4.")
    }
    return part
  }
  static let merge = Flag(
    "--merge",
    "put the results of all parts, the folders DIR…, into one folder"
  )

  let name = "class"
  let summary = "grade a folder of submissions"
  let isForInstructors = true
  let names = Names(
    usage: "[--merge DIR…]",
    count: 0...Int.max,
    example: "part-1 part-2",
    areExercises: false
  )
  let options: [any OptionSyntax] =
    [submissions, to, pattern, roster] + LatenessOptions.options + [
      table, json, assignment, jobs, Option<[String]>.packs, seed, part, merge,
    ]
  let discussion = """
    Grades a class. The first DIR is what Moodle, Canvas, Gradescope or GitHub Classroom give you: a
    folder or an archive (zip, tar, tar.gz) with a folder, an archive or the named files of each
    student. Files are known by their names and packs, in whatever folders:
    Exercises/<Pack>/<Name>.swift, <Pack>/<Name>.swift, <Name>.swift, <Name>-1.swift. They are graded
    in a pristine copy of this package; all other files are ignored. Where nothing can be placed, the
    submission is unreadable, which is not the same as 0 points. Writes into the second DIR:

      grades.csv                       a row for each student
      misconceptions.md, class.html    the mistakes, how often, and examples
      canvas.csv, moodle.csv           what the LMS imports from which the roster is
      moodle-feedback/                 what Moodle takes as feedback files, zipped
      students/<name>.md               for the student: the verdicts
      students/<name>.json             for you alone: everything, with the seed of the probes
      settings.json, verdicts/, work/  the seed of the probes; verdicts by text; copies that are built

    Stopped and started again, class continues; only texts that are new are graded. Late ones may be
    in another folder: with the same --to, the tables have all students of this grading. A row for
    an exercise in overrides.csv there (student,exercise,points,reason) counts instead of the verdict.
    --roster and --due are kept until they are given again. Delete work/ when everything is done.
    """
  let notes = "Exit code 0 when all were graded, 1 when you have to look at something."

  func run(in context: Context) throws -> Int32 {
    let arguments = context.arguments
    let grading = try context.classGrading()
    if arguments[Self.merge] { return try merge(grading, context) }
    guard arguments.names.isEmpty else { throw UsageError.tooManyNames(name, arguments.names) }
    guard context.catalog.exercises.contains(where: { context.workspace.hasSolution(of: $0.id) })
    else {
      throw ProgramError.recordingsGiveNoMarks
    }
    let list = try arguments[Self.submissions].map {
      try SubmissionList(
        context.folder.resolving($0),
        catalog: context.catalog,
        pattern: arguments[Self.pattern].map(SubmissionPattern.init)
      )
    }
    let lateness = LatenessOptions(arguments)
    let roster = arguments[Self.roster].map(context.folder.resolving)
    if arguments[Self.table] {
      try grading.set(lateness: lateness, roster: roster)
      return try grading.tables(list)
    }
    guard let list else { throw UsageError.missingOption(Self.submissions.usage, command: name) }
    let part = arguments[Self.part]
    // A class keeps its seed, whatever a variable of the environment was set for.
    let seed =
      try arguments[Self.seed]
      ?? (grading.output.settings() == nil ? Self.seedOfEnvironment : nil)
    if part != nil, seed == nil, try grading.output.settings() == nil {
      throw ProgramError.partWithoutSeed
    }
    return try grading.holdingLock {
      try grading.begin(seed: seed)
      try grading.set(lateness: lateness, roster: roster)
      return try grading.grade(list, seed: seed, part: part)
    }
  }

  /// The seed that is set for several machines.
  private static var seedOfEnvironment: UInt64? {
    get throws {
      let variable = "GRADSCHOOL_SEED"
      guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else {
        return nil
      }
      guard let seed = UInt64(text) else { throw ProgramError.damagedSeed(variable) }
      return seed
    }
  }

  private func merge(_ grading: ClassGrading, _ context: Context) throws -> Int32 {
    let paths = context.arguments.names
    guard !paths.isEmpty else { throw UsageError.missingName(name, names) }
    return try grading.holdingLock {
      try ClassMerge(output: grading.output)
        .merge(paths.map { ($0, context.folder.resolving($0)) })
      // The parts tell which packs they are about.
      let grading = try context.classGrading()
      try grading.set(
        lateness: LatenessOptions(context.arguments),
        roster: context.arguments[Self.roster].map(context.folder.resolving)
      )
      return try grading.tables(nil)
    }
  }
}

extension Context {
  /// The grading of the class whose results are in the folder `--to`.
  func classGrading() throws -> ClassGrading {
    let target = folder.resolving(try arguments.required(ClassCommand.to))
    let output = ClassFolder(target)
    // The packs of a class stay the same unless others are chosen.
    let known = try output.settings()?.packs.map { names in
      catalog.packs.filter { names.contains($0.name) }
    }
    return ClassGrading(
      setup: setup,
      makeToolchain: toolchain,
      output: output,
      packs: try arguments[Option<[String]>.packs].map(catalog.packs(named:)) ?? known
        ?? catalog.packs,
      copies: arguments[ClassCommand.jobs] ?? 1,
      assignment: arguments[ClassCommand.assignment],
      writesJSON: arguments[ClassCommand.json]
    )
  }
}
