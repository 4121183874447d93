/// A mistake in the words that were typed after the program's name.
///
/// A command is named by its word; the program without a command, by an empty text.
enum UsageError: Error, Equatable {
  case unknownCommand(String, nearest: String?)
  case unknownOption(String, command: String, nearest: String?)
  case missingName(String, Names)
  case missingOption(String, command: String)
  case missingValue(String, example: String)
  case invalidValue(String, String, String)
  case tooManyNames(String, [String])
  case twoOutputs([String])
}

extension UsageError: CustomStringConvertible {
  var description: String {
    switch self {
    case .unknownCommand(let word, let nearest):
      "There is no command “\(word)”.\(NearestMatch.question(nearest))\n"
        + "All commands: \(Program.command) help"
    case .unknownOption(let word, let command, let nearest):
      "\(UsageError.title(command)) has no option \(word).\(NearestMatch.question(nearest))\n"
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
