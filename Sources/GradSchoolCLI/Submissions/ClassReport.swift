import Grading
import GradingReports

/// The results of a class: the table of grades, and which misconceptions there are.
struct ClassReport {
  let results: [StudentResult]
  let catalog: Catalog

  /// One row a student, one column an exercise; the cell of an exercise that was not handed in is empty.
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

  /// A cell as RFC 4180 wants it, and such that no spreadsheet takes a name for a formula.
  static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } == true
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }

  /// Which mistakes were made, how often, by whom, exercise by exercise.
  var misconceptions: String {
    var lines = [
      "# Misconceptions", "",
      "\(results.count) submissions. One student can be counted under several mistakes.", "",
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
        for mistake in Set(mistakes(verdict)) {
          students[mistake, default: []].append(student)
        }
      }
      guard !students.isEmpty else { continue }
      lines += ["", "## \(entry.id)", "", "| students | what | who |", "|---|---|---|"]
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

  /// What a verdict blames, in sentences that do not depend on a student's numbers.
  private func mistakes(_ verdict: Verdict) -> [String] {
    switch verdict.state {
    case .passed, .notStarted: return []
    case .inconclusive: return ["could not be graded: look at it"]
    case .doesNotCompile: return [verdict.isRefused ? "not accepted" : "does not compile"]
    case .timedOut:
      return [verdict.findings.compactMap(misbehaviour).first ?? "does not come to an end"]
    case .crashed:
      let reasons = verdict.findings.compactMap { finding -> String? in
        switch finding {
        case .crashed(let crash): crash.reason ?? crash.signal
        case .outOfMemory: "too much memory"
        case .exited: "ended the process by itself"
        default: misbehaviour(finding)
        }
      }
      return ["crashes: \(reasons.first ?? "no reason is known")"]
    case .wrong: return verdict.checks.flatMap(ClassReport.mistakes)
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

  private static func mistakes(_ check: Check) -> [String] {
    guard check.mark == .failed || check.mark == .notWritten else { return [] }
    let explained = check.findings.compactMap { finding -> String? in
      switch finding {
      case .knownMistake(let name, _): "\(name)"
      case .explanation, .allZero, .ignoresUpstream, .notRepeatable, .threw, .wrongShape,
        .notFinite, .missing, .wrongKind, .arguments, .notLinear:
        "\(Wording.name(check.subject)): \(kind(finding, check.subject))"
      default: nil
      }
    }
    // The name of a mistake says more than what it leads to.
    if let named = check.findings.first(where: \.isNamed), case .knownMistake(let name, _) = named {
      return [name]
    }
    if let last = explained.last { return [last] }
    let text = check.mark == .notWritten ? "not written" : "wrong, by no mistake that is known"
    return ["\(Wording.name(check.subject)): \(text)"]
  }

  /// A finding without the numbers of one student.
  private static func kind(_ finding: Finding, _ subject: Subject) -> String {
    switch finding {
    case .explanation: Wording.text(finding, about: subject).joined(separator: " ")
    case .allZero: "all zero"
    case .ignoresUpstream: "does not depend on the upstream gradient"
    case .notRepeatable: "changes from call to call"
    case .threw: "throws an error"
    case .wrongShape: "of another shape"
    case .notFinite: "not finite"
    case .missing: "not returned"
    case .wrongKind: "of another kind"
    case .arguments: "takes other arguments"
    case .notLinear: "not proportional to the upstream gradient"
    default: "wrong"
    }
  }
}

extension Finding {
  /// Whether it is a known mistake.
  fileprivate var isNamed: Bool { if case .knownMistake = self { true } else { false } }
}
