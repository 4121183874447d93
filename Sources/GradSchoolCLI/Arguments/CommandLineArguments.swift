/// The words after the program's name, taken apart: a verb, names, options.
///
/// Options may stand anywhere; everything after `--` is a name.
struct CommandLineArguments: Equatable {
  /// The verb; nil for the board.
  var verb: Verb?
  /// Exercises and packs, as they were typed.
  var names: [String] = []
  var options: Set<Option> = []
  /// What was given to the options that take something.
  var values: [Option: String] = [:]
  var wantsHelp = false
  var wantsVersion = false

  /// Takes arguments apart.
  ///
  /// - Throws: ``ProgramError`` when a word is unknown, or when there are too few or too many.
  init(_ arguments: [String]) throws {
    var typedOptions: [String] = []
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
      } else {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let option = parts.first.flatMap { Option(rawValue: String($0)) }
        guard let option, let wanted = option.value else {
          typedOptions.append(word)
          continue
        }
        typedOptions.append(option.rawValue)
        let given = parts.count > 1 ? String(parts[1]) : rest.popFirst()
        guard let given, !given.isEmpty, parts.count > 1 || !given.hasPrefix("--") else {
          throw ProgramError.missingValue(option.rawValue, wanted: wanted)
        }
        values[option] = given
      }
    }
    for word in typedOptions {
      guard let option = Option(rawValue: word), verb?.options.contains(option) == true else {
        let known = (verb?.options ?? []).map(\.rawValue) + ["--help"]
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

  /// What was given to an option that has to be there.
  ///
  /// - Throws: ``ProgramError/missingOption(_:verb:)``.
  func value(of option: Option, for verb: Verb) throws -> String {
    guard let value = values[option] else { throw ProgramError.missingOption(option, verb: verb) }
    return value
  }

  /// The whole number given to an option; nil when there is none.
  ///
  /// - Throws: ``ProgramError/noNumber(_:given:)``.
  func number<Number: FixedWidthInteger>(_ option: Option, atLeast least: Number) throws -> Number?
  {
    guard let text = values[option] else { return nil }
    guard let number = Number(text), number >= least else {
      throw ProgramError.noNumber(option.rawValue, given: text)
    }
    return number
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
