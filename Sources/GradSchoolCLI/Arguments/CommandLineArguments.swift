/// The words after the program's name, taken apart: a verb, names, options.
///
/// Options may stand anywhere; everything after `--` is a name.
struct CommandLineArguments: Equatable {
  /// The verb; nil for the board.
  var verb: Verb?
  /// Exercises and packs, as they were typed.
  var names: [String] = []
  var options: Set<Option> = []
  /// What was given to the options that take something: `--json report.json` or `--json=report.json`.
  var values: [Option: String] = [:]
  var wantsHelp = false
  var wantsVersion = false

  /// Takes arguments apart.
  ///
  /// - Throws: ``ProgramError`` when a word is unknown, or when there are too few or too many.
  init(_ arguments: [String]) throws {
    var typedOptions: [(word: String, value: String?)] = []
    var onlyNames = false
    var words = arguments[...]
    while let word = words.popFirst() {
      if onlyNames || !word.hasPrefix("-") {
        if verb == nil, names.isEmpty, !onlyNames {
          verb = try Verb(named: word)
        } else {
          names.append(word)
        }
      } else if word == "--" {
        onlyNames = true
      } else if word == "--help" || word == "-h" {
        wantsHelp = true
      } else if word == "--version", arguments.count == 1 {
        wantsVersion = true
      } else if let equals = word.firstIndex(of: "=") {
        typedOptions.append((String(word[..<equals]), String(word[equals...].dropFirst())))
      } else {
        // A dash alone is a value: standard output.
        let takesNext =
          Option(rawValue: word)?.value != nil
          && words.first.map { $0 == "-" || !$0.hasPrefix("-") } == true
        typedOptions.append((word, takesNext ? words.popFirst() : nil))
      }
    }
    for (word, value) in typedOptions {
      guard let option = Option(rawValue: word), verb?.options.contains(option) == true,
        value == nil || option.value != nil
      else {
        let known = (verb?.options ?? []).map(\.rawValue) + ["--help"]
        throw ProgramError.unknownOption(
          word,
          verb: verb,
          nearest: NearestMatch.of(word, among: known)
        )
      }
      if option.value != nil {
        guard let value, !value.isEmpty else { throw ProgramError.missingValue(option) }
        values[option] = value
      }
      options.insert(option)
    }
    try checkNames()
  }

  /// Whether an option was given.
  func has(_ option: Option) -> Bool { options.contains(option) }

  private func checkNames() throws {
    guard !wantsHelp else { return }
    let allowed = verb?.names ?? 0...0
    if let verb, names.count < allowed.lowerBound { throw ProgramError.missingName(verb) }
    guard names.count <= allowed.upperBound else {
      throw ProgramError.tooManyNames(verb, Array(names.dropFirst(allowed.upperBound)))
    }
  }
}
