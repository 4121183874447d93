import Foundation
import Grading

/// What came of one submission, as it is kept.
struct StudentResult: Codable, Sendable {
  /// The name of the student's folder.
  var student: String
  /// A hash of all that the result depends on: submitted texts, graders, seed.
  var fingerprint: String
  /// The seed of the probes it was graded with.
  var seed: UInt64
  /// The points earned and to be earned, over all exercises of the class.
  var earned: Int
  var possible: Int
  /// The exercises that were handed in, in the order in which they are taught.
  var verdicts: [Verdict]
  /// The exercises whose files were not accepted.
  var refused: [String]
  /// What else is to be said about the submission.
  var notes: [String]
  /// Seconds by the clock.
  var seconds: Double

  /// Whether an instructor has to look at it.
  var needsAttention: Bool {
    verdicts.isEmpty || verdicts.contains { $0.state == .inconclusive }
  }

  /// The page that a student is given.
  func page(_ catalog: Catalog) -> String {
    let passed = verdicts.filter { $0.state == .passed }.count
    var lines = [
      "# \(StudentResult.escaped(student))", "",
      "**\(earned) of \(possible) points**, \(passed) of \(catalog.exercises.count) exercises passed",
      "",
    ]
    if !notes.isEmpty {
      lines += notes.map { "- \(StudentResult.escaped($0))" } + [""]
    }
    lines += ["| exercise | | points |", "|---|---|---|"]
    lines += catalog.exercises.map { entry in
      let verdict = verdicts.first { $0.exercise == "\(entry.id)" }
      let state =
        refused.contains("\(entry.id)") ? "✘ not accepted" : verdict.map(StudentResult.state)
      return "| \(entry.id) | \(state ?? "○ not handed in") "
        + "| \(verdict?.earned ?? 0) of \(entry.points) |"
    }
    for verdict in verdicts where verdict.state != .passed {
      let title = catalog.exercises.first { "\($0.id)" == verdict.exercise }?.title
      var shown = verdict
      // The seed of a class stays hidden: no line says how to see the same probes again.
      shown.seed = Exercise.defaultSeed
      // The file with all that was printed is not the student's to open.
      shown.output?.bytes = 0
      let text =
        refused.contains(verdict.exercise)
        ? verdict.findings.flatMap { Wording.text($0, about: nil) }.joined(separator: "\n")
        : VerdictMessage(shown, title: title ?? verdict.exercise).text
      let fence = StudentResult.fence(around: text)
      lines += ["", "## \(verdict.exercise)", "", "\(fence)text", text, fence]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func state(_ verdict: Verdict) -> String {
    "\(Wording.sign(verdict.state)) \(Wording.name(verdict.state))"
  }

  /// More backticks than the text has in a row.
  private static func fence(around text: String) -> String {
    let longest = text.matches(of: #/`+/#).map(\.0.count).max() ?? 0
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// A text that Markdown shows as it is.
  static func escaped(_ text: String) -> String {
    Submission.printable(text).replacing(#/[\\`*_<>\[\]|#&]/#) { "\\\($0.0)" }
  }
}
