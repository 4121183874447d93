import Grading

/// A report for GitHub: a table for each pack, then the messages of exercises that are not right yet.
///
/// It suits the summary of a workflow's step, `$GITHUB_STEP_SUMMARY`. The output of a student's code stands in
/// code blocks and cannot leave them.
package struct MarkdownReport {
  private let report: Report

  package init(_ report: Report) { self.report = report }

  package var text: String {
    (["# GradSchool", "", "**\(report.headline)**", ""] + problem + remarks
      + report.packs.flatMap(table) + details).joined(separator: "\n")
  }

  private var problem: [String] {
    guard let problem = report.problem else { return [] }
    return ["> [!WARNING]", "> Grading could not be completed:", ""] + block(problem) + [""]
  }

  private var remarks: [String] {
    report.remarks.isEmpty ? [] : report.remarks.map { "- \(escaped($0))" } + [""]
  }

  private func table(_ pack: (name: String, exercises: [Report.Exercise])) -> [String] {
    let earned = pack.exercises.reduce(0) { $0 + $1.earned }
    let possible = pack.exercises.reduce(0) { $0 + $1.possible }
    let rows = pack.exercises.map { exercise in
      "| \(exercise.sign) | \(escaped(exercise.title)) | \(exercise.earned)/\(exercise.possible) | "
        + "\(exercise.stateName) |"
    }
    return ["## \(pack.name) · \(earned) of \(possible) points", ""]
      + ["| | Exercise | Points | |", "|---|---|---:|---|"] + rows + [""]
  }

  private var details: [String] {
    report.exercises.flatMap { exercise -> [String] in
      guard let verdict = exercise.verdict, verdict.state != .notStarted,
        verdict.state != .passed || !verdict.findings.isEmpty
      else { return [] }
      let message = VerdictMessage(verdict, title: exercise.title, width: 88).text
      return [
        "<details>",
        "<summary>\(exercise.sign) \(escaped(exercise.title)), \(exercise.stateName)</summary>", "",
      ] + block(message) + ["", "</details>", ""]
    }
  }

  /// A code block, with a fence longer than any inside.
  private func block(_ text: String) -> [String] {
    let text = text.printable
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return ["\(fence)text", text, fence]
  }

  /// The text with the special characters of Markdown and HTML escaped.
  private func escaped(_ text: String) -> String {
    text.printable.replacing("\n", with: " ").map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\\", "|", "`", "*", "_", "[", "]", "#", "!": "\\\(character)"
      default: "\(character)"
      }
    }.joined()
  }
}
