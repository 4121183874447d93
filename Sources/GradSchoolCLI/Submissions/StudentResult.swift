import Foundation
import Grading

/// The result of one submission, as it is kept.
struct StudentResult: Codable, Sendable {
  var student: String
  /// A hash of everything that the result depends on: submitted texts, graders, seed.
  var fingerprint: String
  var seed: UInt64
  /// The points that were earned and that are possible, over all exercises of the class.
  var earned: Int
  var possible: Int
  /// The exercises that were handed in, in the order in which they are taught.
  var verdicts: [Verdict]
  var refused: [String]
  var notes: [String]
  var seconds: Double
  /// The texts that were graded, by exercise, for examples; nil in a result of an older version.
  var sources: [String: String]?

  /// Whether nothing of it could be placed.
  var isUnreadable: Bool { verdicts.isEmpty }

  /// Whether an instructor must look at it.
  var needsAttention: Bool { verdicts.isEmpty || verdicts.contains { $0.state == .inconclusive } }

  func page(_ catalog: Catalog) -> String {
    let passed = verdicts.filter { $0.state == .passed }.count
    var lines = [
      "# \(StudentResult.escaped(student))", "",
      "**\(earned) of \(possible) points**, \(passed) of \(catalog.exercises.count) exercises passed",
      "",
    ]
    if !notes.isEmpty { lines += notes.map { "- \(StudentResult.escaped($0))" } + [""] }
    lines += ["| exercise | | points |", "|---|---|---|"]
    lines += catalog.exercises.map { entry in
      let verdict = verdicts.first { $0.exercise == "\(entry.id)" }
      let state =
        refused.contains("\(entry.id)") ? "✘ not accepted" : verdict.map(StudentResult.state)
      return "| \(entry.id) | \(state ?? "○ not handed in") "
        + "| \(verdict?.earned ?? 0) of \(entry.points) |"
    }
    for verdict in verdicts where verdict.state != .passed || !verdict.findings.isEmpty {
      let title = catalog.exercises.first { "\($0.id)" == verdict.exercise }?.title
      var shown = verdict
      // The seed of a class stays secret: the default seed keeps the line about it out of the message.
      shown.seed = Exercise.defaultSeed
      // The student cannot open the file with the whole output.
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
  static func fence(around text: String) -> String {
    let longest = text.matches(of: #/`+/#).map(\.0.count).max() ?? 0
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// A text whose characters have no meaning in Markdown.
  static func escaped(_ text: String) -> String {
    Submission.printable(text).replacing(#/[\\`*_<>\[\]|#&]/#) { "\\\($0.0)" }
  }
}
