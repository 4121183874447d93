import Grading
import GradingReports

/// The results of a class: the table of grades, and the misconceptions.
struct ClassReport {
  let results: [StudentResult]
  let catalog: Catalog

  /// A row for each student and a column for each exercise; an exercise that was not handed in has an empty cell.
  var table: String {
    let ids = catalog.exercises.map(\.id.description)
    var rows = [["student"] + ids + ["total", "possible"]]
    for result in results {
      let points = ids.map { id in
        result.verdicts.first { $0.exercise == id }.map { "\($0.earned)" } ?? ""
      }
      rows.append([result.student] + points + ["\(result.earned)", "\(result.possible)"])
    }
    return rows.map { $0.map(ClassReport.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A cell in the form of RFC 4180, which no spreadsheet takes for a formula.
  static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } == true
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }

  /// The mistakes in each exercise, how often they were made, and by whom.
  var misconceptions: String {
    var lines = [
      "# Misconceptions", "",
      "\(results.count) submissions. A student is counted under each of their mistakes.", "",
      "| exercise | passed | not right | not graded | not handed in |", "|---|---|---|---|---|",
    ]
    for entry in catalog.exercises {
      let states = verdicts(on: entry.id).map(\.1.state)
      let passed = states.filter { $0 == .passed }.count
      let unclear = states.filter { $0 == .inconclusive }.count
      let missing = results.count - states.filter { $0 != .notStarted }.count
      let wrong = results.count - passed - unclear - missing
      lines.append("| \(entry.id) | \(passed) | \(wrong) | \(unclear) | \(missing) |")
    }
    for entry in catalog.exercises {
      var students: [String: [String]] = [:]
      for (student, verdict) in verdicts(on: entry.id) {
        for mistake in Set(mistakes(verdict)) { students[mistake, default: []].append(student) }
      }
      guard !students.isEmpty else { continue }
      lines += ["", "## \(entry.id)", "", "| students | mistake | who |", "|---|---|---|"]
      let ranked = students.sorted { (-$0.value.count, $0.key) < (-$1.value.count, $1.key) }
      for (mistake, names) in ranked {
        let shown = names.prefix(12).joined(separator: ", ")
        let who = names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
        lines.append(
          "| \(names.count) | \(StudentResult.escaped(mistake)) | \(StudentResult.escaped(who)) |"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func verdicts(on id: ExerciseID) -> [(String, Verdict)] {
    results.compactMap { result in
      result.verdicts.first { $0.exercise == "\(id)" }.map { (result.student, $0) }
    }
  }

  /// The mistakes that a verdict names, in words that do not depend on a student's numbers.
  private func mistakes(_ verdict: Verdict) -> [String] {
    switch verdict.state {
    case .passed, .notStarted: return []
    case .inconclusive: return ["could not be graded: look at it yourself"]
    case .doesNotCompile: return [verdict.isRefused ? "not accepted" : "does not compile"]
    case .timedOut:
      return [verdict.findings.compactMap(misbehaviour).first ?? "does not end"]
    case .crashed:
      let reasons = verdict.findings.compactMap { finding -> String? in
        switch finding {
        case .crashed(let crash): crash.reason ?? crash.signal
        case .outOfMemory: "too much memory"
        case .exited: "ends its own process"
        default: misbehaviour(finding)
        }
      }
      return ["crashes: \(reasons.first ?? "the reason is unknown")"]
    case .wrong:
      let isNamed = verdict.checks.flatMap(\.findings).contains {
        if case .knownMistake = $0 { true } else { false }
      }
      return verdict.checks.flatMap { ClassReport.mistakes($0, besideNamed: isNamed) }
    }
  }

  private func misbehaviour(_ finding: Finding) -> String? {
    guard case .misbehaved(_, let behaviour) = finding else { return nil }
    return switch behaviour {
    case .stoppedItself: "stops its own process"
    case .flood: "prints without end"
    case .processes: "starts too many processes"
    case .files: "writes too many files"
    }
  }

  /// The mistakes in one check; none where another check has a named mistake, which may explain this one too.
  private static func mistakes(_ check: Check, besideNamed isNamed: Bool) -> [String] {
    guard check.mark == .failed || check.mark == .notWritten else { return [] }
    // The name of a mistake says more than its consequences.
    for case .knownMistake(let name, _) in check.findings { return [name] }
    let text = check.mark == .notWritten ? "not written" : "wrong, by no known mistake"
    let known = check.findings.compactMap { kind($0, check.subject) }.last
    if known == nil, isNamed, check.mark == .failed { return [] }
    let reason = known ?? text
    return ["\(Wording.name(check.subject)): \(reason)"]
  }

  /// A finding without the numbers of one student; nil for findings that explain nothing.
  private static func kind(_ finding: Finding, _ subject: Subject) -> String? {
    switch finding {
    case .explanation: Wording.text(finding, about: subject).joined(separator: " ")
    case .faultRemains: "the planted fault is still there"
    case .allZero: "is all zero"
    case .ignoresUpstream: "does not depend on the upstream gradient"
    case .notRepeatable: "changes from call to call"
    case .keptFromEarlierCall: "depends on earlier calls"
    case .trivialForward: "forward is only a multiple of its input"
    case .cutOff: "random numbers are cut off"
    case .differenceQuotient: "measured by finite differences"
    case .threw: "throws an error"
    case .wrongShape: "has another shape"
    case .notFinite: "is not finite"
    case .missing: "is not returned"
    case .wrongKind: "has another type"
    case .arguments: "takes other arguments"
    case .misjudged(let isRight, _): isRight ? "rejected, though right" : "accepted, though wrong"
    case .notLinear: "is not linear in the upstream gradient"
    case .wrongLength, .wrongLengths, .wrongShapes, .differs, .knownMistake, .faultRepaired,
      .smallestCase,
      .property, .source, .drawn, .drawsNotRecorded, .goalMissed, .oraclesDisagree, .crashed,
      .timedOut, .outOfMemory, .misbehaved, .exited,
      .compiler, .refused, .harness:
      nil
    }
  }
}
