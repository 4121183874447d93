import Foundation
import Grading

/// The hints that a handout has of each exercise.
struct HandedOutHints {
  /// How many hints of each exercise; nil for all that have no line of the solution.
  var count: Int?

  /// The text of a hint file with only these hints, and the number of those that were left out.
  func text(of file: String, _ solution: String, _ stub: String) -> (text: String, left: Int) {
    let parts = HandedOutHints.parts(file)
    let hints = parts.dropFirst()
    let kept =
      count.map { hints.prefix($0) }
      ?? hints.prefix { !HandedOutHints.tells($0, solution, stub) }
    guard kept.count < hints.count else { return (file, 0) }
    let text = ([parts.first ?? ""] + kept).joined()
    return (
      String(text.reversed().drop(while: \.isNewline).reversed()) + "\n", hints.count - kept.count
    )
  }

  /// What stands above the hints, and then each hint with its heading.
  private static func parts(_ file: String) -> [String] {
    var parts = [""]
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { parts.append("") }
      parts[parts.count - 1] += line + "\n"
    }
    // The text ends with the end of a line, after which there is no further one.
    parts[parts.count - 1].removeLast()
    return parts
  }

  /// Whether a hint has code of the solution that is not in the stub: a piece of a line, or a whole line.
  static func tells(_ hint: String, _ solution: String, _ stub: String) -> Bool {
    let code = SourceScan(solution).code
    let (all, known) = (squeezed(code), squeezed(SourceScan(stub).code))
    let blocks = hint.split(separator: "\n").filter { $0.hasPrefix("    ") }.map(String.init)
    let spans = hint.matches(of: /`([^`\n]+)`/).map { String($0.1) }
    let text = squeezed(hint)
    let lines = code.split(separator: "\n").map { line in
      squeezed(line.trimmingCharacters(in: .init(charactersIn: " ,")))
    }
    return (blocks + spans).map(squeezed).contains { piece in
      piece.count >= 12 && all.contains(piece) && !known.contains(piece)
    }
      || lines.contains { line in
        line.count >= 16 && text.contains(line) && !known.contains(line)
      }
  }

  /// Code without white space.
  private static func squeezed(_ code: String) -> String { code.filter { !$0.isWhitespace } }
}
