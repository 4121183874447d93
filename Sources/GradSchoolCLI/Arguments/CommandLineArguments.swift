/// The words after the program's name, taken apart: a verb, names, options.
///
/// Options may stand anywhere; everything after `--` is a name. An option's value is the next word, or
/// what follows an equals sign: `--kind loss`, `--kind=loss`.
struct CommandLineArguments: Equatable {
  /// The verb; nil for the board.
  var verb: Verb?
  /// Exercises and packs, as they were typed.
  var names: [String] = []
  var options: Set<Option> = []
  /// What was given with the options that take a value.
  var values: [Option: String] = [:]
  var wantsHelp = false
  var wantsVersion = false

  /// Takes arguments apart.
  ///
  /// - Throws: ``ProgramError`` when a word is unknown, or when there are too few or too many.
  init(_ arguments: [String]) throws {
    var typedOptions: [(word: String, value: String?)] = []
    var onlyNames = false
    var rest = arguments[...]
    while let word = rest.popFirst() {
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
      } else if let sign = word.firstIndex(of: "=") {
        typedOptions.append((String(word[..<sign]), String(word[word.index(after: sign)...])))
      } else if Option(rawValue: word)?.value != nil {
        typedOptions.append((word, rest.popFirst()))
      } else {
        typedOptions.append((word, nil))
      }
    }
    for (word, value) in typedOptions { try take(word, value) }
    try checkNames()
  }

  /// Whether an option was given.
  func has(_ option: Option) -> Bool { options.contains(option) }

  private mutating func take(_ word: String, _ value: String?) throws {
    guard let option = Option(rawValue: word), verb?.options.contains(option) == true else {
      let known = (verb?.options ?? []).map(\.rawValue) + ["--help"]
      throw ProgramError.unknownOption(
        word,
        verb: verb,
        nearest: NearestMatch.of(word, among: known)
      )
    }
    options.insert(option)
    guard let wanted = option.value else {
      if let value { throw ProgramError.invalidValue(option, value, "It takes no value.") }
      return
    }
    guard let value, !value.isEmpty else { throw ProgramError.missingValue(option, wanted) }
    values[option] = value
  }

  private func checkNames() throws {
    guard !wantsHelp else { return }
    let allowed = verb?.names ?? 0...0
    if let verb, names.count < allowed.lowerBound { throw ProgramError.missingName(verb) }
    guard names.count <= allowed.upperBound else {
      throw ProgramError.tooManyNames(verb, Array(names.dropFirst(allowed.upperBound)))
    }
  }
}
