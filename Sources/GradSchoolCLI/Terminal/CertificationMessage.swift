import Grading

/// The report on a grader: its problems, and a table of the known mistakes.
///
/// The table, called the kill matrix, says for each mistake which checks rejected it, on how many probes, and
/// by what name the grader called it.
struct CertificationMessage {
  let report: CertificationReport
  let console: Console

  func print() {
    let count = report.problems.count
    let isSound = count == 0
    let rest = isSound ? "certified" : "\(count) thing\(count == 1 ? "" : "s") to do"
    console.line(
      "\(console.colored(isSound ? "✔" : "✘", isSound ? .green : .red)) "
        + "\(console.colored(report.exercise, .bold)) · \(rest)"
    )
    for problem in report.problems { print(problem) }
    if !isSound, !report.matrix.isEmpty { console.line() }
    if !report.matrix.isEmpty { printMatrix() }
    if !report.automatic.isEmpty {
      console.line()
      let count = report.automatic.count
      console.line(console.colored("      automatic mistakes tried as well: \(count)", .dim))
    }
    console.line()
  }

  /// Prints a problem; a text that does not fit beside its file goes below it.
  private func print(_ problem: Problem) {
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

  // MARK: - The kill matrix

  /// Prints the table, and how many mistakes each probe rejects.
  private func printMatrix() {
    let width = min(48, max(13, report.matrix.map(\.mistake.count).max() ?? 0))
    let columns = report.checks.map { max($0.count, 3) }
    let head = zip(report.checks, columns).map { CertificationMessage.centered($0, $1) }
    let titles = ["known mistake".padding(to: width)] + head + ["called"]
    console.line(console.colored("      " + titles.joined(separator: "  "), .dim))
    for row in report.matrix { console.line(line(row, width, columns)) }
    let counts = report.probes.map { probe in
      (probe, report.matrix.filter { $0.probes.contains(probe) }.count)
    }
    guard counts.contains(where: { $0.1 > 0 }) else { return }
    console.line()
    console.line(
      console.colored("      mistakes that each probe rejects, of \(report.matrix.count)", .dim)
    )
    for (probe, count) in counts { console.line("      \(probe.padding(to: width))  \(count)") }
  }

  private func line(_ row: CertificationReport.Row, _ width: Int, _ columns: [Int]) -> String {
    let sign = console.colored(row.isSound ? "✔" : "✘", row.isSound ? .green : .red)
    let cells = zip(report.checks, columns).map { check, column in
      let count = row.rejections[check].map { probes in
        probes.isEmpty ? "✘" : "\(probes.count)/\(report.probes.count)"
      }
      return CertificationMessage.centered(count ?? "·", column)
    }
    let called: String =
      if row.state == .passed {
        "passed: not rejected"
      } else if row.isSound {
        "its name"
      } else {
        row.named.isEmpty ? "nothing" : row.named.joined(separator: ", ")
      }
    return "    \(sign) "
      + ([row.mistake.fitted(to: width)] + cells + [called]).joined(separator: "  ")
  }

  private static func centered(_ text: String, _ width: Int) -> String {
    let room = max(0, width - text.count)
    let left = String(repeating: " ", count: room / 2)
    return left + text + String(repeating: " ", count: room - room / 2)
  }
}
