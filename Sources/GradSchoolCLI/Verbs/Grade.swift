import Foundation
import Grading
import GradingReports

extension Context {
  /// `grade`: grades exercises whether or not they have changed, with everything that was found.
  func grade(_ command: CommandLineArguments) throws -> Int32 {
    let files = try ReportFiles(command, in: folder)
    let asked =
      command.names.isEmpty ? catalog.exercises : try catalog.exercises(named: command.names)
    var context = self
    if files.takesStandardOutput { context.console = console.aside }
    var remarks: [String] = []
    do {
      if let path = command.values[.submission] {
        remarks = try SubmittedFiles(path, in: folder).place(in: workspace, catalog)
      }
      let wasAskedFor = command.has(.all) || !command.names.isEmpty
      // Of what somebody else handed in, only what a class would take is built.
      let (verdicts, code) = try context.grade(
        asked,
        wasAskedFor: wasAskedFor,
        refuses: command.values[.submission] != nil
      )
      try files.write(report(on: asked, verdicts, remarks), to: console)
      return code
    } catch let error as ProgramError {
      // Whoever waits for a report gets one: it says what happened, and what is known all the same.
      let problem =
        if case .interrupted = error {
          "Grading was stopped before its end: its time was up, or somebody stopped it."
        } else {
          error.description
        }
      try? files.write(report(on: asked, [], remarks, problem: problem), to: console)
      throw error
    }
  }

  private func grade(
    _ asked: [Catalog.Entry],
    wasAskedFor: Bool,
    refuses: Bool
  ) throws -> (verdicts: [Verdict], code: Int32) {
    let chosen =
      wasAskedFor ? asked : asked.filter { Standing(of: $0.id, in: workspace) != .notStarted }
    guard !chosen.isEmpty else {
      console.line("Nothing is started yet.")
      Board(self).printNext()
      return ([], 0)
    }
    let lock = try GradingLock(workspace, console)
    let verdicts = try withExtendedLifetime(lock) {
      let scratch = refuses ? try ScratchFolder() : nil
      return try GradingRun(context: self, refuses: refuses, scratch: scratch)
        .grade(chosen.map(\.id))
    }
    for verdict in verdicts { show(verdict) }
    report(verdicts)
    // What is still to be written is no failure, unless it was asked for.
    let isAllRight = verdicts.allSatisfy {
      $0.state == .passed || ($0.state == .notStarted && !wasAskedFor)
    }
    return (verdicts, isAllRight ? 0 : 1)
  }

  /// A report on exercises: by the verdicts of a run, else by what is known from before.
  private func report(
    on entries: [Catalog.Entry],
    _ verdicts: [Verdict],
    _ remarks: [String],
    problem: String? = nil
  ) -> Report {
    let exercises = entries.map { entry in
      let verdict = verdicts.first { $0.exercise == entry.id.description }
      let outcome: Report.Outcome =
        if let verdict {
          .graded(verdict)
        } else {
          switch Standing(of: entry.id, in: workspace) {
          case .graded(let verdict): .graded(verdict)
          case .notStarted: .notStarted
          case .ungraded, .missing: .notGraded
          }
        }
      return Report.Exercise(
        id: entry.id,
        title: entry.title,
        points: entry.points,
        outcome: outcome
      )
    }
    return Report(exercises, created: Date(), problem: problem, remarks: remarks)
  }

  /// Without a verb: grades whatever needs it, then shows the board.
  func board() throws -> Int32 {
    do {
      try gradeAndShow()
    } catch let error as ProgramError {
      // What is known already can be shown all the same.
      guard case .unwritable = error else { throw error }
      console.error(error.description + "\n")
      Board(self).print()
      return error.exitCode
    }
    let board = Board(self)
    board.print()
    board.printNext()
    return board.isAllRight ? 0 : 1
  }

  private func gradeAndShow() throws {
    let verdicts = try gradeWhatChanged()
    for verdict in verdicts where verdict.state == .passed && !verdict.remarks.isEmpty {
      show(verdict)
    }
    let open = verdicts.filter { $0.state != .passed }
    for verdict in open.prefix(3) { show(verdict) }
    if open.count > 3 {
      let more = open.count - 3
      console.line("Not right yet, and not shown: \(more). All: \(Program.command) grade\n")
    }
  }

  /// Grades whatever needs it.
  ///
  /// - Returns: The verdicts.
  /// - Throws: ``ProgramError`` when it cannot be graded, or is interrupted.
  func gradeWhatChanged() throws -> [Verdict] {
    guard !needGrading.isEmpty else { return [] }
    let lock = try GradingLock(workspace, console)
    return try withExtendedLifetime(lock) {
      // Another program may have graded them in the meantime.
      let ids = needGrading
      guard !ids.isEmpty else { return [] }
      return try GradingRun(context: self).grade(ids)
    }
  }

  /// The exercises that were changed since they were graded.
  ///
  /// When there are any, those that did not compile are tried again too: the reason may have lain in
  /// another file.
  private var needGrading: [ExerciseID] {
    let standings = catalog.exercises.map { ($0.id, Standing(of: $0.id, in: workspace)) }
    guard standings.contains(where: { $0.1 == .ungraded }) else { return [] }
    return standings.filter { $0.1 == .ungraded || $0.1.verdict?.state == .doesNotCompile }
      .map(\.0)
  }

  // MARK: - Showing

  /// Shows a verdict.
  func show(_ verdict: Verdict) {
    let entry = catalog.exercises.first { $0.id.description == verdict.exercise }
    Message(verdict: verdict, title: entry?.title ?? verdict.exercise).print(to: console)
    console.line()
  }

  private func report(_ verdicts: [Verdict]) {
    let passed = verdicts.filter { $0.state == .passed }.count
    let earned = verdicts.reduce(0) { $0 + $1.earned }
    let possible = verdicts.reduce(0) { $0 + $1.possible }
    console.line(
      "\(passed) of \(verdicts.count) graded exercise\(verdicts.count == 1 ? "" : "s") passed, "
        + "\(earned) of \(possible) points"
    )
  }
}
