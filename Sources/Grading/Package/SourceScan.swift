/// The code of a Swift source, and the modules that it imports, found without a compiler.
///
/// Comments and the text of strings are no code; expressions in string interpolations are.
package struct SourceScan {
  /// The code, line by line as in the source, with blanks for all else.
  package let code: String

  /// Reads a source text.
  package init(_ source: String) {
    var scanner = Scanner(source)
    code = scanner.code()
  }

  /// The modules that it imports.
  package var imports: [String] {
    let imported =
      #/(?:^|[^A-Za-z0-9_.`])import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func|actor)\s+)?`?(\w+)/#
    return code.matches(of: imported).map { String($0.1) }
  }
}

/// Replaces comments and the text of strings by blanks.
private struct Scanner {
  private var text: [UInt8]
  private var position = 0

  init(_ source: String) { text = Array(source.utf8) }

  /// The code alone, line by line as in the source.
  mutating func code() -> String {
    skipCode(inInterpolation: false)
    return String(decoding: text, as: UTF8.self)
  }

  private func at(_ offset: Int) -> UInt8 {
    let index = position + offset
    return text.indices.contains(index) ? text[index] : 0
  }

  private mutating func blank(_ count: Int = 1) {
    for _ in 0..<count where position < text.count {
      if text[position] != newline { text[position] = space }
      position += 1
    }
  }

  /// Skips code to its end, or to the parenthesis that ends an interpolation.
  private mutating func skipCode(inInterpolation: Bool) {
    var depth = 0
    while position < text.count {
      // Letters, digits, blanks and line ends are most of a source, and begin nothing.
      let byte = text[position]
      if byte == 0x20 || byte == 0x0A || byte >= 0x30 {
        position += 1
        continue
      }
      let pounds = poundCount()
      switch (at(0), at(1)) {
      case (slash, slash):
        while position < text.count, text[position] != newline { blank() }
      case (slash, star): skipComment()
      case (quote, _): skipString(pounds: 0)
      case (pound, _) where at(pounds) == quote: skipString(pounds: pounds)
      case (pound, _) where at(pounds) == slash: skipRegex(pounds: pounds)
      case (slash, _) where beginsRegex: skipRegex(pounds: 0)
      case (openParenthesis, _):
        depth += 1
        position += 1
      case (closeParenthesis, _):
        if depth == 0, inInterpolation { return }
        depth -= 1
        position += 1
      default: position += 1
      }
    }
  }

  private func poundCount(from offset: Int = 0) -> Int {
    var count = 0
    while at(offset + count) == pound { count += 1 }
    return count
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      if at(0) == slash, at(1) == star {
        depth += 1
        blank(2)
      } else if at(0) == star, at(1) == slash {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && position < text.count
  }

  private mutating func skipString(pounds: Int) {
    blank(pounds)
    let isLong = at(1) == quote && at(2) == quote && !closesOnThisLine(pounds)
    blank(isLong ? 3 : 1)
    while position < text.count {
      if at(0) == newline, !isLong { return }
      if at(0) == backslash, poundCount(from: 1) >= pounds {
        blank(1 + pounds)
        if at(0) == openParenthesis {
          blank()
          skipCode(inInterpolation: true)
        }
        blank()
      } else if at(0) == quote, !isLong || at(1) == quote && at(2) == quote,
        poundCount(from: isLong ? 3 : 1) >= pounds
      {
        blank((isLong ? 3 : 1) + pounds)
        return
      } else {
        blank()
      }
    }
  }

  /// Whether three quotes begin a short string: `#"""#` is a quote in a raw string.
  private func closesOnThisLine(_ pounds: Int) -> Bool {
    guard pounds > 0 else { return false }
    var offset = 1
    while at(offset) != newline, at(offset) != 0 {
      if at(offset) == quote, poundCount(from: offset + 1) >= pounds { return true }
      offset += 1
    }
    return false
  }

  /// Whether a slash begins a regular expression, in which a quote begins no string.
  private var beginsRegex: Bool {
    let before = position > 0 ? text[position - 1] : newline
    guard [space, newline, tab].contains(before) || Array("([{,:;=".utf8).contains(before),
      ![space, newline, tab, 0].contains(at(1))
    else { return false }
    var offset = 1
    while at(offset) != newline, at(offset) != 0 {
      if at(offset) == backslash { offset += 1 } else if at(offset) == slash { return true }
      offset += 1
    }
    return false
  }

  /// Skips a regular expression and keeps its text: it may contain code.
  private mutating func skipRegex(pounds: Int) {
    position += pounds + 1
    while position < text.count, pounds > 0 || at(0) != newline {
      if at(0) == slash, poundCount(from: 1) >= pounds {
        position += 1 + pounds
        return
      }
      position += at(0) == backslash ? 2 : 1
    }
  }
}

private let (newline, space, tab) = (UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "\t"))
private let (slash, star, pound) = (UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "#"))
private let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
private let (openParenthesis, closeParenthesis) = (UInt8(ascii: "("), UInt8(ascii: ")"))
