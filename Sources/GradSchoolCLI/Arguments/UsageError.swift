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
