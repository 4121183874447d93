/// The words after a command, taken apart: names, and options with their values.
///
/// Options may stand anywhere; everything after `--` is a name. An option's value is the next word, or
/// the text after an equals sign: `--kind loss`, `--kind=loss`.
struct Arguments {
  /// Exercises and packs, as they were typed.
  private(set) var names: [String] = []
  private(set) var wantsHelp = false
  private var values: [String: any Sendable] = [:]
  private let command: String

  /// Takes words apart.
  ///
  /// - Throws: ``UsageError`` when a word is unknown, a value cannot be used, or there are too few or too
  ///   many names.
  init(_ words: [String], for command: any CommandSyntax) throws {
    self.command = command.name
    var onlyNames = false
    var rest = words[...]
    while let word = rest.popFirst() {
      if onlyNames || !word.hasPrefix("-") {
        names.append(word)
      } else if word == "--" {
        onlyNames = true
      } else if word == "--help" || word == "-h" {
        wantsHelp = true
      } else {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let option = try Arguments.option(String(parts[0]), of: command)
        let next = option.placeholder != nil && Arguments.isValue(rest.first)
        let text = parts.count > 1 ? String(parts[1]) : next ? rest.popFirst() : nil
        values[option.name] = try Arguments.value(text, of: option)
      }
    }
    guard !wantsHelp else { return }
    guard names.count >= command.names.count.lowerBound else {
      throw UsageError.missingName(command.name, command.names)
    }
    guard names.count <= command.names.count.upperBound else {
      let extra = names.dropFirst(command.names.count.upperBound)
      throw UsageError.tooManyNames(command.name, Array(extra))
    }
  }

  /// Whether a word can be an option's value: a dash alone can, because it means standard output.
  static func isValue(_ word: String?) -> Bool {
    word.map { $0 == "-" || !$0.hasPrefix("-") } == true
  }

  private static func option(
    _ name: String,
    of command: any CommandSyntax
  ) throws -> any OptionSyntax {
    if let option = command.options.first(where: { $0.name == name }) { return option }
    let others = command.name.isEmpty ? ["--help", "--version"] : ["--help"]
    let nearest = NearestMatch.of(name, among: command.options.map(\.name) + others)
    throw UsageError.unknownOption(name, command: command.name, nearest: nearest)
  }

  private static func value(_ text: String?, of option: any OptionSyntax) throws -> any Sendable {
    guard option.placeholder != nil else {
      if let text { throw UsageError.invalidValue(option.name, text, "It takes no value.") }
      return true
    }
    guard let text, !text.isEmpty else {
      throw UsageError.missingValue(option.name, example: option.example)
    }
    return try option.value(text)
  }

  /// The value of an option; nil when the option was not given.
  subscript<Value>(option: Option<Value>) -> Value? { values[option.name] as? Value }

  subscript(flag: Flag) -> Bool { values[flag.name] != nil }

  func has(_ option: any OptionSyntax) -> Bool { values[option.name] != nil }

  /// The value of an option that the command cannot do without.
  func required<Value>(_ option: Option<Value>) throws -> Value {
    guard let value = self[option] else {
      throw UsageError.missingOption(option.usage, command: command)
    }
    return value
  }
}
