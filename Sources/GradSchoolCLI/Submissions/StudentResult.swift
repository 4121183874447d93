import Foundation
import Grading

/// The result of one submission, as it is kept.
struct StudentResult: Codable, Sendable {
  /// The student, or the group: who handed it in, and when.
  var origin: SubmissionOrigin
  /// The reason why nothing of it could be placed; such a submission has no points.
  var unreadable: String?
  /// A hash of what was handed in.
  var handedIn: String
  /// The fingerprints of the exercises with which it was graded.
  var grading: [String: String]
  var seed: UInt64
  /// The exercises that were handed in, in the order in which they are taught.
  var verdicts: [Verdict]
  /// The texts that were graded, by exercise.
  var sources: [String: String]
  /// The files in which these texts are, as the student sees them.
  var paths: [String: String]
  var notes: [String]
  var seconds: Double

  var student: String { origin.name }
  var refused: [String] { verdicts.filter(\.isRefused).map(\.exercise) }

  /// Creates the result of a submission from verdicts on its exercises.
  init(
    _ submission: Submission,
    _ verdicts: [Verdict],
    _ identity: GradingIdentity,
    seed: UInt64,
    seconds: Double = 0
  ) {
    origin = submission.origin
    unreadable = submission.unreadable
    handedIn = submission.fingerprint
    grading = identity.exercises
    self.seed = seed
    self.verdicts = verdicts
    sources = Dictionary(uniqueKeysWithValues: submission.sources.map { ("\($0.key)", $0.value) })
    paths = Dictionary(uniqueKeysWithValues: submission.paths.map { ("\($0.key)", $0.value) })
    notes = submission.notes
    self.seconds = (seconds * 100).rounded() / 100
  }

  /// Whether an instructor must look at it.
  var needsAttention: Bool {
    unreadable != nil || verdicts.isEmpty || verdicts.contains { $0.state == .inconclusive }
  }

  /// How the grading differs from that of a class, as the end of a sentence; nil when it is the same.
  func difference(from settings: ClassFolder.Settings) -> String? {
    let identity = settings.identity
    let own = GradingIdentity(exercises: grading)
    guard own != identity else { return nil }
    let uncommon = own.uncommon(with: identity)
    guard uncommon.isEmpty else { return ClassText.otherExercises(uncommon) }
    guard seed == settings.seed else { return ClassText.otherSeed }
    return ClassText.otherGraders(own.changed(since: identity))
  }

  /// The page for the student.
  ///
  /// - Parameters:
  ///   - catalog: The exercises.
  ///   - row: The student's row in the tables, with overrides and lateness.
  /// - Returns: The text in Markdown.
  func page(_ catalog: Catalog, _ row: ClassTable.Row) -> String {
    let ids = Set(catalog.exercises.map { "\($0.id)" })
    let verdicts = verdicts.filter { ids.contains($0.exercise) }
    let byID = Dictionary(verdicts.map { ($0.exercise, $0) }) { first, _ in first }
    let refused = Set(refused)
    let passed = verdicts.filter { $0.state == .passed }.count
    var lines = [
      "# \(StudentResult.escaped(student))", "",
      "**\(ClassText.total(row))**, \(passed) of \(catalog.exercises.count) exercises passed", "",
    ]
    let remarks = notes + row.remarks.filter { !notes.contains($0) }
    if !remarks.isEmpty { lines += remarks.map { "- \(StudentResult.escaped($0))" } + [""] }
    lines += ["| exercise | | points |", "|---|---|---|"]
    lines += catalog.exercises.map { entry in
      let verdict = byID["\(entry.id)"]
      let state =
        refused.contains("\(entry.id)") ? "✘ not accepted" : verdict.map(StudentResult.state)
      let points = row.marks[entry.id]?.points.map(String.init) ?? (verdict == nil ? "0" : "–")
      return "| \(entry.id) | \(state ?? "○ not handed in") | \(points) of \(entry.points) |"
    }
    let titles = Dictionary(catalog.exercises.map { ("\($0.id)", $0.title) }) { first, _ in first }
    for verdict in verdicts where verdict.state != .passed || !verdict.findings.isEmpty {
      var shown = verdict
      // The seed of a class stays secret: the default seed keeps the line about it out of the message.
      shown.seed = Exercise.defaultSeed
      // The student cannot open the file with the whole output.
      shown.output?.bytes = 0
      let text =
        refused.contains(verdict.exercise)
        ? verdict.findings.flatMap { Wording.text($0, about: nil) }.joined(separator: "\n")
        : VerdictMessage(shown, title: titles[verdict.exercise] ?? verdict.exercise).text
      let fence = StudentResult.fence(around: text)
      let own = paths[verdict.exercise].flatMap { $0 == verdict.sourcePath ? nil : $0 }
      let file = own.map { ["Your file: \(StudentResult.escaped($0))", ""] } ?? []
      lines += ["", "## \(verdict.exercise)", ""] + file + ["\(fence)text", text, fence]
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
    FileName.printable(text).replacing(#/[\\`*_<>\[\]|#&]/#) { "\\\($0.0)" }
  }
}

extension Submission {
  /// A hash of all that a result depends on.
  var fingerprint: String {
    if let known { return known }
    let texts = sources.map { "\($0.key) \(Workspace.hash($0.value))" }
    let refused = refusals.map { "\($0.key) \($0.value)" } + unclear.map { "\($0.key) \($0.value)" }
    let time = origin.time.map { "\($0.timeIntervalSince1970)" }
    let from = [
      origin.name, origin.id, origin.email, origin.folder, time, "\(origin.isLate)", unreadable,
    ]
    let parts = (texts + refused).sorted() + notes + from.map { $0 ?? "" }
    return Workspace.hash(parts.joined(separator: "\n"))
  }
}
