import Foundation
import Grading
import GradingReports

/// `grade`: grades exercises whether or not they have changed, and shows the whole messages.
struct GradeCommand: Command {
  static let all = Flag("--all", "grade every exercise, started or not")
  static let submission = Option(
    "--submission",
    "DIR",
    "first take the exercises' files from DIR, a folder or an archive; for a copy of the package that nobody "
      + "has worked in"
  )

  static let plain = Flag("--plain", "draw curves with the signs that every terminal has")

  let name = "grade"
  let synonyms = ["test", "check", "run", "submit"]
  let summary = "grade exercises or packs, with full messages"
  let names = Names.exercises
  let options: [any OptionSyntax] = [all] + ReportFiles.options + [submission, plain]
  let discussion = """
    Builds the package, grades, and prints the whole messages. A NAME is an exercise
    (layers/linear), its file (Exercises/Layers/Linear.swift), or a pack (layers). Without a NAME,
    grades what you have started.
    """
  let notes = """
    A report has every exercise that was named, or all exercises without a NAME. Several reports
    can be written at once; “-” for FILE is standard output. When grading cannot be completed, the
    reports say why.

    Exit code 0 when everything that was graded has passed, 1 when not.
    """

  func run(in context: Context) throws -> Int32 {
    let arguments = context.arguments
    let files = try ReportFiles(arguments, in: context.folder)
    let asked =
      arguments.names.isEmpty
      ? context.catalog.exercises : try context.catalog.exercises(named: arguments.names)
    var setup = context.setup
    if files.takesStandardOutput { setup.console = context.console.aside }
    if arguments.has(Self.plain) { setup.console.drawPlainly() }
    let givesMarks = arguments.has(Self.submission) || files.giveMarks || HiddenSeed.isGiven()
    func report(_ verdicts: [Verdict], _ remarks: [String], problem: String? = nil) -> Report {
      let exercises = asked.map { entry in
        let verdict = verdicts.first { $0.exercise == entry.id.description }
        return Report.Exercise(
          id: entry.id,
          title: entry.title,
          points: entry.points,
          isCore: entry.isCore,
          outcome: verdict.map { .graded($0) }
            ?? knownOutcome(of: entry.id, in: setup.workspace, hidesSeed: givesMarks)
        )
      }
      return Report(exercises, created: Date(), problem: problem, remarks: remarks)
    }
    var remarks: [String] = []
    do {
      let seed = givesMarks ? try HiddenSeed(of: setup.workspace, setup.catalog) : nil
      let submission = arguments[Self.submission]
      if let submission {
        remarks = try SubmittedFiles(submission, in: context.folder)
          .place(in: setup.workspace, setup.catalog)
      }
      let wasAskedFor = arguments[Self.all] || !arguments.names.isEmpty
      let chosen = asked.map(\.id).filter {
        wasAskedFor || ExerciseProgress(of: $0, in: setup.workspace) != .notStarted
      }
      // Where marks are given, only what a class would accept is built.
      let verdicts = try grade(chosen, setup, refuses: givesMarks, seed)
      try files.write(report(verdicts, remarks), to: context.console)
      // An exercise that is not started yet is no failure, unless it was asked for.
      let isAllRight = verdicts.allSatisfy {
        $0.state == .passed || ($0.state == .notStarted && !wasAskedFor)
      }
      return isAllRight ? 0 : 1
    } catch let error as ProgramError {
      // The reports are written all the same: with the problem, and what is known from before.
      let problem =
        if case .interrupted = error {
          BoardText.stopped
        } else {
          error.description
        }
      try? files.write(report([], remarks, problem: problem), to: context.console)
      throw error
    }
  }

  /// Grades exercises and shows the verdicts.
  private func grade(
    _ ids: [ExerciseID],
    _ setup: GradingSetup,
    refuses: Bool,
    _ seed: HiddenSeed?
  ) throws -> [Verdict] {
    let console = setup.console
    guard !ids.isEmpty else {
      console.line(BoardText.nothingStarted)
      NextStep(setup.progress).print(to: console)
      return []
    }
    let verdicts = try GradingLock.holding(setup.workspace, console) {
      let scratch = refuses ? try ScratchFolder() : nil
      return try GradingRun(setup: setup, seed: seed?.value, refuses: refuses, scratch: scratch)
        .grade(ids).map { seed == nil ? $0 : $0.withoutSeed }
    }
    for verdict in verdicts { Message(verdict, setup.catalog).print(to: console) }
    let passed = verdicts.filter { $0.state == .passed }.count
    let earned = verdicts.reduce(0) { $0 + $1.earned }
    let possible = verdicts.reduce(0) { $0 + $1.possible }
    console.line(
      "\(BoardText.passed(passed, ofGraded: verdicts.count)), \(BoardText.points(earned, of: possible))"
    )
    return verdicts
  }

  /// The outcome of an exercise that this run did not grade.
  private func knownOutcome(
    of id: ExerciseID,
    in workspace: Workspace,
    hidesSeed: Bool
  ) -> Report.Outcome {
    switch ExerciseProgress(of: id, in: workspace) {
    case .graded(let verdict): .graded(hidesSeed ? verdict.withoutSeed : verdict)
    case .notStarted: .notStarted
    case .ungraded, .missing: .notGraded
    }
  }
}
