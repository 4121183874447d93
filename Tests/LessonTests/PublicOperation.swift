/// A public declaration of a module, found in its source.
struct PublicOperation: CustomStringConvertible {
  /// The name of a function, an operator or a value; "[" for a subscript, empty for an initialiser.
  let name: String
  /// The labels that a call must have.
  let labels: [String]

  var description: String { labels.isEmpty ? name : "\(name)(\(labels.joined(separator: ":")):)" }

  static func all(in source: String) -> [PublicOperation] {
    let functions = source.matches(
      of: #/public (?:static |mutating |prefix )*func (\S+?) ?\(((?:[^()]|\([^()]*\))*)\)/#
    ).map { match in
      let isOperator = !match.1.contains(where: \.isLetter)
      return PublicOperation(name: String(match.1), labels: isOperator ? [] : labels(in: match.2))
    }
    let initialisers = source.matches(of: #/public init\(((?:[^()]|\([^()]*\))*)\)/#).map {
      PublicOperation(name: "", labels: labels(in: $0.1))
    }
    let subscripts = source.matches(of: #/public subscript\(([^)]*)\)/#).map {
      PublicOperation(name: "[", labels: labels(in: $0.1))
    }
    let values = source.matches(of: #/public (?:package\(set\) |static )*(?:var|let) (\w+)/#)
      .map { PublicOperation(name: String($0.1), labels: []) }
    let imported = source.matches(of: #/import func \w+\.(\w+)/#)
      .map { PublicOperation(name: String($0.1), labels: []) }
    // `description` is what print shows; `next()` is for Swift's own functions with random numbers.
    return (functions + initialisers + subscripts + values + imported)
      .filter { $0.name != "description" && $0.name != "next" }
  }

  private static func labels(in parameters: Substring) -> [String] {
    // The commas of a function's type separate no parameters.
    parameters.replacing(#/\([^()]*\)/#, with: "").split(separator: ",").compactMap { parameter in
      let words = parameter.split(separator: ":")[0].split(whereSeparator: \.isWhitespace)
      guard let first = words.first, first != "_", !parameter.contains(" = ") else { return nil }
      return String(first)
    }
  }

  /// The code of a page: what stands between backticks, and the lines of blocks.
  static func codeSpans(in page: String) -> [String] {
    page.matches(of: #/`([^`\n]+)`/#).map { String($0.1) }
      + page.matches(of: #/(?ms)^```swift\n(.*?)^```/#)
      .flatMap { $0.1.split(separator: "\n").map(String.init) }
  }

  func isShown(in spans: [String]) -> Bool {
    spans.contains { span in
      let words = span.split { !($0.isLetter || $0.isNumber) }
      let isNamed =
        name.isEmpty || (name == "[" && span.contains(name)) || span.contains(" \(name) ")
        || words.contains { $0 == name }
      return isNamed && labels.allSatisfy { span.contains("\($0):") }
    }
  }
}
