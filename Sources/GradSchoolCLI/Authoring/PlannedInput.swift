import Grading

/// One argument of a planned exercise, as the option `--inputs` describes it.
struct PlannedInput: Equatable, Sendable {
  /// The kind of an argument.
  enum Shape: Equatable, Sendable {
    /// A tensor with these axes: letters or numbers.
    case tensor([String])
    /// Whole numbers such as class labels: the axes of their lists, and the number of classes.
    case labels([String], below: String)
    /// A number in a range, as it is written in Swift.
    case number(String)
  }

  var name: String
  var shape: Shape

  var isTensor: Bool { if case .tensor = shape { true } else { false } }

  var isOneNumber: Bool { if case .number = shape { true } else { false } }

  /// The names of its axes; fixed sizes are none.
  var axes: [String] {
    switch shape {
    case .tensor(let axes): axes.filter { Int($0) == nil }
    case .labels(let axes, let classes): (axes + [classes]).filter { Int($0) == nil }
    case .number: []
    }
  }

  /// Its type in Swift.
  var type: String {
    switch shape {
    case .tensor: "Tensor"
    case .labels(let axes, _):
      String(repeating: "[", count: axes.count) + "Int" + String(repeating: "]", count: axes.count)
    case .number: "Double"
    }
  }

  /// The argument as a comment shows it: "[N, D]".
  var comment: String {
    switch shape {
    case .tensor(let axes): "[\(axes.joined(separator: ", "))]"
    case .labels(let axes, let classes):
      axes.count == 1
        ? "\(axes[0]) labels, each in 0..<\(classes)"
        : "[\(axes.joined(separator: ", "))], each in 0..<\(classes)"
    case .number: "one number"
    }
  }

  /// Whole numbers as a grader declares them.
  static func labels(_ name: String, _ axes: [String], below classes: String) -> String {
    let names = axes.map { "\"\($0)\"" }.joined(separator: ", ")
    let lists = axes.count == 1 ? names : "[\(names)]"
    return ".labels(\"\(name)\", \(lists), below: \"\(classes)\")"
  }

  /// Names that Swift or a template uses for something else.
  private static let reserved: Set = [
    "upstream", "solution", "forward", "backward", "as", "break", "case", "catch", "class",
    "continue", "default", "defer", "do", "else", "enum", "extension", "false", "for", "func",
    "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator",
    "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct",
    "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
    "while",
  ]

  /// Reads `x:N,D labels:N<C rate:0.1...0.9`.
  static func all(_ text: String) throws -> [PlannedInput] {
    let inputs = try text.split(separator: " ").map { try PlannedInput(String($0)) }
    guard !inputs.isEmpty else {
      throw UsageError.invalidValue("--inputs", text, "Name at least one, such as x:N,D.")
    }
    let names = Dictionary(grouping: inputs, by: \.name).filter { $1.count > 1 }.keys
    if let twice = names.first {
      throw UsageError.invalidValue("--inputs", text, "Two are called \(twice).")
    }
    return inputs
  }

  private init(_ word: String) throws {
    func refused(_ reason: String) -> UsageError { .invalidValue("--inputs", word, reason) }
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    name = parts.first.map(String.init) ?? ""
    guard name.wholeMatch(of: /[a-z][A-Za-z0-9]*/) != nil else {
      throw refused("An argument's name begins with a small letter and has letters and digits.")
    }
    guard !PlannedInput.reserved.contains(name) else {
      throw refused("\(name) means something else in Swift, or in a grader.")
    }
    guard parts.count == 2 else {
      shape = .number("0.1...1")
      return
    }
    let rest = parts[1]
    if let range = rest.wholeMatch(of: /(-?[0-9]+(?:\.[0-9]+)?)\.\.\.(-?[0-9]+(?:\.[0-9]+)?)/) {
      guard let low = Double(range.1), let high = Double(range.2), low < high else {
        throw refused("A range begins with the smaller number: 0.1...0.9.")
      }
      // After the operator `...`, a minus needs parentheses.
      let upper = range.2.hasPrefix("-") ? "(\(range.2))" : "\(range.2)"
      shape = .number("\(range.1)...\(upper)")
    } else if let labels = rest.wholeMatch(
      of: /((?:[A-Z][A-Za-z]*|[0-9]+)(?:,(?:[A-Z][A-Za-z]*|[0-9]+))*)<([A-Z][A-Za-z]*)/
    ) {
      shape = .labels(labels.1.split(separator: ",").map(String.init), below: String(labels.2))
    } else if rest.wholeMatch(of: /([A-Z][A-Za-z]*|[1-9][0-9]*)(,([A-Z][A-Za-z]*|[1-9][0-9]*))*/)
      != nil
    {
      shape = .tensor(rest.split(separator: ",").map(String.init))
    } else {
      throw refused(
        "Write x:N,D for a tensor, labels:N<C for class labels, tokens:N,T<V for lists of lists, rate or rate:0.1...0.9 for a number; "
          + "several of them with spaces between, all in quotation marks."
      )
    }
  }
}
