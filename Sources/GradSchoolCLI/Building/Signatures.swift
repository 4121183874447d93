/// The declarations that a student must keep: functions, initialisers, and the properties of a type.
enum Signatures {
  /// A declaration without its body.
  struct Declaration: Equatable {
    /// Its first line.
    var line: Int
    /// Its text, with its line breaks, moved to the left.
    var text: String
  }

  static func of(_ source: String) -> [Declaration] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    var signatures: [Declaration] = []
    var index = 0
    while index < lines.count {
      let start = index
      index += 1
      let first = lines[start]
      guard !first.contains("//") else { continue }
      // Properties stand at the margin of a type; a function's variables are further to the right.
      if let property = first.firstMatch(of: /^  ((?:[a-z()]+ +)*(?:var|let) +\w+(?: *: *[^={]+)?)/)
      {
        var text = String(property.1)
        while text.last == " " { text.removeLast() }
        signatures.append(Declaration(line: start + 1, text: text))
        continue
      }
      guard first.firstMatch(of: /^ *(?:@?[A-Za-z]+ +)*(?:func\b|init[?(<])/) != nil else {
        continue
      }
      let indent = first.prefix { $0 == " " }.count
      var declaration: [String] = []
      for line in lines[start...] {
        let (text, isEnd) = beforeBody(line)
        if !text.allSatisfy({ $0 == " " }) {
          let margin = min(indent, text.prefix { $0 == " " }.count)
          declaration.append(String(text.dropFirst(margin)))
        }
        if isEnd { break }
        index += 1
      }
      signatures.append(Declaration(line: start + 1, text: declaration.joined(separator: "\n")))
    }
    return signatures
  }

  /// The beginnings of the declarations of types: `final class Scalar`.
  static func types(in source: String) -> Set<String> {
    Set(
      source.matches(of: /(?m)^ *((?:[a-z]+ +)*(?:enum|struct|class|typealias) +\w+)/)
        .map { String($0.1) }
    )
  }

  /// The part of a line before a function's body, and whether the body begins in the line.
  private static func beforeBody(_ line: Substring) -> (text: String, isEnd: Bool) {
    let brace = line.firstIndex(of: "{")
    var text = String(line[..<(brace ?? line.endIndex)])
    while text.last == " " { text.removeLast() }
    return (text, brace != nil)
  }
}
