import Foundation
import Grading

/// `verify`: certifies graders, says what is missing, and prints the kill matrix.
struct VerifyCommand: Command {
  let name = "verify"
  let synonyms = ["certify"]
  let summary = "certify graders; says what is still missing"
  let isForInstructors = true
  let names = Names.exercises
  let discussion = """
    Certifies graders: the solution and every other correct style pass on many seeds, every known
    mistake is rejected and called by its own name, no probe is one on which zero would be right,
    and stub, hints and lesson are complete. A NAME is an exercise or a pack. When you have changed a
    stub, verify also copies it to .gradschool/stubs, from which reset restores it.

    Prints what is missing, with the file to open, and the kill matrix: for each known mistake, the
    checks that rejected it and on how many probes, and the name that the grader gave it.

    Exit code 0 when all are certified, 1 when not.
    """

  func run(in context: Context) throws -> Int32 {
    let (catalog, console) = (context.catalog, context.console)
    let names = context.arguments.names
    let chosen = names.isEmpty ? catalog.exercises : try catalog.exercises(named: names)
    guard !chosen.isEmpty else {
      console.line(BoardText.noExercises)
      return 0
    }
    guard chosen.contains(where: { context.workspace.hasSolution(of: $0.id) }) else {
      console.error("A grader is certified with its solution, and this package has none.")
      return 2
    }
    let reports = try GradingLock.holding(context.workspace, console) {
      try chosen.forEach { try renewFirstVersion(of: $0.id, context) }
      return try GradingRun(setup: context.setup, purpose: .certifying).certify(chosen.map(\.id))
        .map { try renewingCopy($0, context) }
    }
    for report in reports { CertificationMessage(report: report, console: console).print() }
    let sound = reports.filter(\.problems.isEmpty).count
    console.line("\(sound) of \(reports.count) grader\(reports.count == 1 ? "" : "s") certified")
    return sound == reports.count ? 0 : 1
  }

  /// Renews the stub of a *find the bug* exercise, which is the first of its versions.
  private func renewFirstVersion(of id: ExerciseID, _ context: Context) throws {
    let workspace = context.workspace
    guard let first = PlantedFaults(of: id, in: workspace).versions.first else { return }
    let isStillStub = workspace.isPristine(id)
    guard try workspace.update(id.stubPath, with: Data(first.text.utf8)) else { return }
    if isStillStub { try workspace.update(id.sourcePath, with: Data(first.text.utf8)) }
    context.console.line("Version 1 has changed: \(id.stubPath)\n  is its text now\n")
  }

  /// Copies a stub that has changed to the place from which `reset` restores it, and removes the problems that this
  /// solves from the report.
  ///
  /// A file is a stub when its verdict in this run is "not started"; a solved file is never copied.
  private func renewingCopy(
    _ report: CertificationReport,
    _ context: Context
  ) throws -> CertificationReport {
    let workspace = context.workspace
    guard let id = context.catalog.exercises.map(\.id).first(where: { "\($0)" == report.exercise }),
      PlantedFaults(of: id, in: workspace).versions.isEmpty,
      let stub = try? Data(contentsOf: workspace.file(id.sourcePath)),
      let verdict = workspace.readVerdict(of: report.exercise), verdict.run == report.run,
      verdict.state == .notStarted, verdict.isProven(for: Workspace.hash(stub)),
      try workspace.update(id.stubPath, with: stub)
    else { return report }
    context.console.line("The stub has changed: \(id.sourcePath)\n  is copied to \(id.stubPath)\n")
    var report = report
    report.problems.removeAll { $0.path == id.stubPath && $0.line == nil }
    return report
  }
}
