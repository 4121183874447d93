import Grading

/// The known mistakes of an exercise as a table: which checks rejected each, on how many probes, and what
/// the grader called it.
struct KillMatrix {
  let report: CertificationReport
  let console: Console

  /// Prints it, and how many mistakes each probe rejects.
  func print() {
    guard !report.matrix.isEmpty else { return }
    let width = min(48, max(13, report.matrix.map(\.mistake.count).max() ?? 0))
    let columns = report.checks.map { max($0.count, 3) }
    let head = zip(report.checks, columns).map { KillMatrix.centered($0, $1) }
    console.line(
      console.colored(
        "      "
          + (["known mistake".padding(to: width)] + head + ["called"]).joined(separator: "  "),
        .dim
      )
    )
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
      return KillMatrix.centered(count ?? "·", column)
    }
    let called: String =
      if row.state == .passed {
        "passed: not rejected"
      } else if row.isSound {
        "its name"
      } else {
        row.named.isEmpty ? "nothing" : row.named.joined(separator: ", ")
      }
    let name =
      row.mistake.count > width
      ? row.mistake.prefix(width - 1) + "…" : row.mistake.padding(to: width)
    return "    \(sign) " + ([name] + cells + [called]).joined(separator: "  ")
  }

  private static func centered(_ text: String, _ width: Int) -> String {
    let room = max(0, width - text.count)
    let left = String(repeating: " ", count: room / 2)
    return left + text + String(repeating: " ", count: room - room / 2)
  }
}
