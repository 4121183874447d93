import Grading

/// A verdict's message on the console, with its signs in colour.
struct Message {
  let verdict: Verdict
  let title: String

  init(_ verdict: Verdict, _ catalog: Catalog) {
    self.verdict = verdict
    title =
      catalog.exercises.first { $0.id.description == verdict.exercise }?.title ?? verdict.exercise
  }

  /// Prints the message, and an empty line.
  func print(to console: Console) {
    let width = min(100, max(40, console.abilities.width))
    for line in VerdictMessage(verdict, title: title, width: width).lines {
      for part in LineWrapping.lines(line, width: width) {
        console.line(Message.colored(part, console))
      }
    }
    for case .curve(let curve) in verdict.pictures ?? [] {
      TextCurve(curve, width: width, hasBlocks: console.abilities.hasBlocks).lines
        .flatMap { LineWrapping.lines("  " + $0, width: width) }.forEach { console.line($0) }
    }
    console.line()
  }

  /// A line whose first sign has its colour.
  private static func colored(_ line: String, _ console: Console) -> String {
    guard let start = line.firstIndex(where: { $0 != " " }) else { return line }
    let color: Console.Color? =
      switch line[start] {
      case "✔": .green
      case "✘": .red
      case "?": .yellow
      case "○", "–": .dim
      default: nil
      }
    guard let color else { return line }
    let end = line.index(after: start)
    return line[..<start] + console.colored(String(line[start]), color) + line[end...]
  }
}
