import Foundation
import Grading

extension Context {
  /// `verify`: certifies graders; says what is missing, and prints the kill matrix.
  func verify(_ names: [String]) throws -> Int32 {
    let chosen = names.isEmpty ? catalog.exercises : try catalog.exercises(named: names)
    guard !chosen.isEmpty else {
      console.line("There are no exercises in the folder Exercises.")
      return 0
    }
    guard chosen.contains(where: { isSolved($0.id) }) else {
      console.error("Graders are certified where their solutions are, and this package has none.")
      return 2
    }
    let lock = try GradingLock(workspace, console)
    let reports = try withExtendedLifetime(lock) {
      try GradingRun(context: self, certifies: true).certify(chosen.map(\.id))
    }
    for report in reports { show(report) }
    let sound = reports.filter(\.problems.isEmpty).count
    console.line(
      "\(sound) of \(reports.count) grader\(reports.count == 1 ? "" : "s") certified"
    )
    return sound == reports.count ? 0 : 1
  }

  private func isSolved(_ id: ExerciseID) -> Bool {
    FileManager.default.fileExists(atPath: workspace.file(id.solutionPath).path)
  }

  private func show(_ report: CertificationReport) {
    let count = report.problems.count
    let isSound = count == 0
    let rest = isSound ? "certified" : "\(count) thing\(count == 1 ? "" : "s") to do"
    console.line(
      "\(console.colored(isSound ? "✔" : "✘", isSound ? .green : .red)) "
        + "\(console.colored(report.exercise, .bold)) · \(rest)"
    )
    for problem in report.problems { show(problem) }
    if !report.problems.isEmpty, !report.matrix.isEmpty { console.line() }
    KillMatrix(report: report, console: console).print()
    console.line()
  }

  /// A problem, with its text below the file when it does not fit beside it.
  private func show(_ problem: Problem) {
    let lines = problem.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let width = min(100, max(60, console.abilities.width))
    let file = problem.path + (problem.line.map { ":\($0)" } ?? "") + ":"
    let first = lines.first ?? ""
    if file.count + 1 + first.count + 6 <= width {
      console.line("    • \(file) \(first)")
    } else {
      console.line("    • \(file)")
      for line in Wording.wrapped(first, width: width - 8) { console.line("        \(line)") }
    }
    for line in lines.dropFirst() { console.line("        \(line)") }
  }
}
