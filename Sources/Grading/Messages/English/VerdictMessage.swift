/// A verdict as text of at most a screen: what is right, what is wrong, and the next step.
package struct VerdictMessage {
  private let verdict: Verdict
  private let title: String
  private let width: Int

  /// Creates a message under the exercise's title; points and file are aligned at the end of a line of the width.
  package init(_ verdict: Verdict, title: String, width: Int = 100) {
    self.verdict = verdict
    self.title = title
    self.width = width
  }

  /// The message's lines.
  package var lines: [String] {
    var lines = [aligned(headline, location)]
    let first = verdict.checks.firstIndex { !$0.findings.isEmpty }
    var errors: [Finding] = []
    for (position, check) in verdict.checks.enumerated() {
      let points = check.possible > 0 ? "\(check.earned)/\(check.possible)" : "–"
      lines.append(aligned("  " + Wording.line(check), points))
      lines += Wording.measures(check, width: width - 6).map { "      " + $0 }
      for finding in told(check.findings) {
        if case .threw = finding {
          guard !errors.contains(finding) else { continue }
          errors.append(finding)
        }
        let text = Wording.text(finding, about: check.subject, isBrief: position != first)
        lines += indented(text, of: finding, by: 6)
      }
    }
    for finding in verdict.findings {
      lines += indented(Wording.text(finding, about: nil), of: finding, by: 2)
    }
    lines += verdict.remarks.flatMap { Wording.wrapped($0, width: width - 2) }.map { "  " + $0 }
    if let output = verdict.output {
      for section in output.sections {
        lines.append("  \(Wording.printed(by: section.activity)):")
        lines += section.lines.map { "    │ " + $0 }
      }
      if output.isCut { lines.append("    │ … \(output.bytes) bytes in all, see \(output.file)") }
    }
    if verdict.state == .wrong, verdict.seed != Exercise.defaultSeed, !verdict.isSeedHidden {
      lines.append(
        "  again: GRADSCHOOL_SEED=\(verdict.seed) swift test --filter \(verdict.exercise)"
      )
    }
    if verdict.state != .passed, verdict.state != .inconclusive {
      lines.append("  next hint: swift run gradschool hint \(verdict.exercise)")
    }
    return lines
  }

  /// The lines of a finding; sentences are broken anew where a terminal is narrower than their lines.
  private func indented(_ text: [String], of finding: Finding, by indent: Int) -> [String] {
    let width = width - indent
    let isProse =
      switch finding {
      case .knownMistake, .explanation, .symptom: true
      default: false
      }
    let lines =
      isProse && text.contains { $0.count > width }
      ? Wording.wrapped(text.joined(separator: " "), width: width) : text
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// The findings that are shown: beside an explanation, a broken linearity only distracts.
  private func told(_ findings: [Finding]) -> [Finding] {
    let isExplained = findings.contains {
      switch $0 {
      case .knownMistake, .faultRemains, .explanation: true
      default: false
      }
    }
    return findings.filter { !isExplained || $0 != .notLinear }
  }

  package var text: String { lines.joined(separator: "\n") }

  private var headline: String {
    let points = verdict.possible > 0 ? " · \(verdict.earned) of \(verdict.possible) points" : ""
    let state =
      switch verdict.state {
      case .wrong, .passed: ""
      case .notStarted, .doesNotCompile, .crashed, .timedOut, .inconclusive:
        " · \(Wording.name(verdict.state))"
      }
    return "\(Wording.sign(verdict.state)) \(title)\(state)\(points)"
  }

  private var location: String { verdict.sourcePath + (verdict.sourceLine.map { ":\($0)" } ?? "") }

  private func aligned(_ left: String, _ right: String) -> String {
    left + String(repeating: " ", count: max(2, width - left.count - right.count)) + right
  }
}
