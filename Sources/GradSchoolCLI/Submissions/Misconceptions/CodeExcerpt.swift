import Grading

/// The lines of a student's source that show a mistake: a function, its part around a line, or a line outside of any.
struct CodeExcerpt: Equatable {
  /// The most lines that are shown.
  static let most = 12

  /// The number of the line to look at, from 1: that of the function, of a crash, of an error.
  let line: Int
  /// The number of the first line that is shown.
  let first: Int
  /// The lines without their common indentation; the last one is "…" where the function goes on.
  let lines: [String]

  /// Finds the lines.
  ///
  /// - Parameters:
  ///   - source: The student's source.
  ///   - function: The name of the function with the mistake, if it is known.
  ///   - line: Another line to look at, counted from 1: the one of a crash, say.
  init?(of source: String, function: String?, line: Int?) {
    // To Swift a carriage return and a line feed are one character, and no line feed.
    let source = source.replacing("\r\n", with: "\n")
    let all = source.split(separator: "\n", omittingEmptySubsequences: false)
    // Comments and strings have no braces that count.
    let code = SourceScan(source).code.split(separator: "\n", omittingEmptySubsequences: false)
    guard all.count == code.count else { return nil }
    let named = function.flatMap { name in
      code.firstIndex { $0.contains("func \(name)(") || $0.contains("func \(name)<") }
    }
    guard let focus = named ?? line.map({ $0 - 1 }) ?? code.firstIndex(where: CodeExcerpt.begins),
      code.indices.contains(focus)
    else { return nil }
    let beginning = code[...focus].lastIndex(where: CodeExcerpt.begins)
    let isInside = beginning.map { CodeExcerpt.end(of: $0, in: code) >= focus } ?? false
    let start = isInside ? beginning ?? focus : focus
    let end = isInside ? CodeExcerpt.end(of: start, in: code) : focus
    let first = focus - start < CodeExcerpt.most ? start : focus - CodeExcerpt.most / 2
    var shown = all[first...max(focus, min(end, first + CodeExcerpt.most - 1))].map(String.init)
    let margin =
      shown.filter { !$0.allSatisfy(\.isWhitespace) }.map { $0.prefix { $0 == " " }.count }.min()
      ?? 0
    shown = shown.map { String($0.dropFirst(min(margin, $0.prefix { $0 == " " }.count))) }
    (self.line, self.first) = (focus + 1, first + 1)
    lines = shown + (first + shown.count <= end ? ["…"] : [])
  }

  private static func begins(_ line: Substring) -> Bool {
    line.contains("func ") || line.contains(" init(")
  }

  /// The line with the brace that closes what begins on a line.
  private static func end(of start: Int, in code: [Substring]) -> Int {
    var depth = 0
    for index in start..<code.count {
      for character in code[index].utf8 {
        if character == UInt8(ascii: "{") { depth += 1 }
        guard character == UInt8(ascii: "}") else { continue }
        depth -= 1
        if depth <= 0 { return index }
      }
    }
    return code.count - 1
  }
}
