/// The words after the program's name, taken apart: a verb, names, options.
///
/// Options may stand anywhere; everything after `--` is a name.
struct CommandLineArguments: Equatable {
  /// The verb; nil for the board.
  var verb: Verb?
  /// Exercises and packs, as they were typed.
  var names: [String] = []
  var options: Set<Option> = []
  var wantsHelp = false
  var wantsVersion = false

  /// Takes arguments apart.
  ///
  /// - Throws: ``ProgramError`` when a word is unknown, or when there are too few or too many.
  init(_ arguments: [String]) throws {
    var typedOptions: [String] = []
    var onlyNames = false
    for word in arguments {
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
      } else {
        typedOptions.append(word)
      }
    }
    for word in typedOptions {
      guard let option = Option(rawValue: word), verb?.options.contains(option) == true else {
        let known = verb.map { $0.options.map(\.rawValue) + ["--help"] } ?? ["--help", "--version"]
        throw ProgramError.unknownOption(
          word,
          verb: verb,
          nearest: NearestMatch.of(word, among: known)
        )
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
