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
    and stub, hints and lesson are complete. A NAME is an exercise or a pack.

    Prints what is missing, with the file to open, and the kill matrix: for each known mistake, the
    checks that rejected it and on how many probes, and the name that the grader gave it.

    Exit code 0 when all are certified, 1 when not.
    """

  func run(in context: Context) throws -> Int32 {
    let (catalog, console) = (context.catalog, context.console)
    let names = context.arguments.names
    let chosen = names.isEmpty ? catalog.exercises : try catalog.exercises(named: names)
    guard !chosen.isEmpty else {
      console.line("There are no exercises in the folder Exercises.")
      return 0
    }
    guard chosen.contains(where: { context.workspace.hasSolution(of: $0.id) }) else {
      console.error("A grader is certified with its solution, and this package has none.")
      return 2
    }
    let reports = try GradingLock.holding(context.workspace, console) {
      try GradingRun(setup: context.setup, purpose: .certifying).certify(chosen.map(\.id))
    }
    for report in reports { CertificationMessage(report: report, console: console).print() }
    let sound = reports.filter(\.problems.isEmpty).count
    console.line("\(sound) of \(reports.count) grader\(reports.count == 1 ? "" : "s") certified")
    return sound == reports.count ? 0 : 1
  }
}
