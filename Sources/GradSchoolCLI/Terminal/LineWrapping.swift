import Grading

/// Text made to fit the width of a terminal: broken between words, not inside them.
enum LineWrapping {
  /// The parts of a line, each with the indentation of the line.
  static func lines(_ line: String, width: Int) -> [String] {
    guard line.count > width else { return [line] }
    let indent = line.prefix { $0 == " " }
    let head = line.prefix(width + 1)
    guard let gap = head.lastIndex(of: " "),
      head.distance(from: line.startIndex, to: gap) > indent.count
    else { return [line] }
    var first = line[..<gap]
    while first.last == " " { first.removeLast() }
    let rest = line[gap...].drop { $0 == " " }
    return rest.isEmpty
      ? [String(first)] : [String(first)] + lines("\(indent)\(rest)", width: width)
  }

  /// The paragraphs of a hint, each wrapped to the width; lists, tables and code stay as they are.
  static func paragraphs(_ text: String, width: Int) -> [String] {
    var result: [String] = []
    var paragraph: [Substring] = []
    func finish() {
      result += Wording.wrapped(paragraph.joined(separator: " "), width: width)
      paragraph = []
    }
    var isFenced = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isFence = line.hasPrefix("```")
      if isFence { isFenced.toggle() }
      let isPlain = !line.isEmpty && line.firstMatch(of: /^( |[-*] |[0-9]+[.)] |[|#>])/) == nil
      // A line directly below a list item belongs to the item.
      if isPlain, !isFence, !isFenced, !paragraph.isEmpty || result.last.map({ $0.isEmpty }) ?? true
      {
        paragraph.append(line)
      } else {
        finish()
        result.append(String(line))
      }
    }
    finish()
    return result
  }
}
