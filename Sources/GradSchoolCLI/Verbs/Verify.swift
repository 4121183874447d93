import Grading

extension Context {
  /// `verify`: certifies graders and prints what each known mistake was called.
  func verify(_ names: [String]) throws -> Int32 {
    let chosen = names.isEmpty ? catalog.exercises : try catalog.exercises(named: names)
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

  private func show(_ report: CertificationReport) {
    let isSound = report.problems.isEmpty
    let head = isSound ? "✔ \(report.exercise) · certified" : "✘ \(report.exercise)"
    console.line(console.colored(head, isSound ? .green : .red))
    for row in report.matrix {
      let called = row.named.isEmpty ? "nothing" : row.named.joined(separator: ", ")
      let line =
        row.isSound
        ? "    ✔ \(row.mistake)"
        : "    ✘ \(row.mistake): \(Wording.name(row.state)), called \(called)"
      console.line(line)
    }
    for problem in report.problems {
      for line in problem.split(separator: "\n") { console.line("    \(line)") }
    }
    console.line()
  }
}
