/// One operator or method of a planned type, as the option `--members` names it.
struct PlannedMember: Equatable, Sendable {
  /// The operator, or the name of the method.
  var word: String

  /// The members unless the author names others.
  static let usual = ["+", "*", "exp"].map(PlannedMember.init)

  var isOperator: Bool { PlannedMember.operators[word] != nil }

  /// The call in messages: "a · b", "a.exp()".
  var call: String { PlannedMember.operators[word].map { "a \($0) b" } ?? "a.\(word)()" }

  private static let operators = ["+": "+", "-": "−", "*": "·", "/": "÷"]

  /// The declaration in a type, without its body.
  func declaration(in type: String) -> String {
    isOperator
      ? "static func \(word) (a: \(type), b: \(type)) throws -> \(type)"
      : "func \(word)() throws -> \(type)"
  }

  /// Reads `+ * exp tanh`.
  static func all(_ text: String) throws -> [PlannedMember] {
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    func refused(_ word: String, _ reason: String) -> UsageError {
      .invalidValue("--members", word, reason)
    }
    guard !words.isEmpty else { throw refused(text, "Name at least one, such as + or exp.") }
    if let twice = Dictionary(grouping: words, by: \.self).first(where: { $1.count > 1 })?.key {
      throw refused(twice, "Every member needs a name of its own.")
    }
    let members = words.map(PlannedMember.init)
    let wrong = members.first {
      !$0.isOperator && $0.word.wholeMatch(of: /[a-z][A-Za-z0-9]*/) == nil
    }
    if let wrong { throw refused(wrong.word, "Write + - * / for an operator, exp for a method.") }
    return members
  }
}
