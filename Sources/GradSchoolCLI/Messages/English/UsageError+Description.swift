extension UsageError: CustomStringConvertible {
  var description: String {
    switch self {
    case .unknownCommand(let word, let nearest):
      "There is no command “\(word)”.\(didYouMean(nearest))\n"
        + "All commands: \(Program.command) help"
    case .unknownOption(let word, let command, let nearest):
      "\(UsageError.title(command)) has no option \(word).\(didYouMean(nearest))\n"
        + "Its options: \(UsageError.help(command))"
    case .missingName(let command, let names):
      """
      \(command) needs \(names.areExercises ? "the name of an exercise" : names.usage), for example:
        \(Program.command) \(command) \(names.example)
      \(names.areExercises ? "All names: \(Program.command) list" : "All options: \(UsageError.help(command))")
      """
    case .missingOption(let option, let command):
      "\(command) needs \(option).\nHow to use it: \(UsageError.help(command))"
    case .missingValue(let option, let example):
      "\(option) needs a value, for example: \(option) \(example)"
    case .invalidValue(let option, let value, let reason):
      "\(option) “\(value)” cannot be used. \(reason)"
    case .tooManyNames(let command, let names):
      "\(UsageError.title(command)) cannot use “\(names.joined(separator: " "))”.\n"
        + "How to use it: \(UsageError.help(command))"
    case .twoOutputs(let options):
      "Only one report can go to standard output; \(options.joined(separator: " and ")) "
        + "both have “-”. Give a file to all but one."
    }
  }

  private static func title(_ command: String) -> String {
    command.isEmpty ? "gradschool" : command
  }

  private static func help(_ command: String) -> String {
    "\(Program.command) help" + (command.isEmpty ? "" : " \(command)")
  }
}

/// The question after a mistyped word: " Did you mean linear?"; empty where nothing is near.
func didYouMean(_ nearest: String?) -> String { nearest.map { " Did you mean \($0)?" } ?? "" }
