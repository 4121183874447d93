import Foundation
import Grading

/// The commands of the program.
enum CommandList {
  /// All commands, in the order of the help text: a new one is a line here.
  static let all: [any Command] = [
    BoardCommand(),
    GradeCommand(),
    WatchCommand(),
    ListCommand(),
    HintCommand(),
    SolutionCommand(),
    ResetCommand(),
    HelpCommand(),
    NewPackCommand(),
    NewExerciseCommand(),
    RemoveExerciseCommand(),
    VerifyCommand(),
    HandoutCommand(),
    ClassCommand(),
    RegradeCommand(),
  ]

  static func command(_ word: String) throws -> any Command {
    let typed = word.lowercased()
    if let command = all.first(where: { $0.name == typed && !typed.isEmpty }) { return command }
    let nearest =
      word.contains("/")
      ? "grade \(word)"
      : all.first { $0.synonyms.contains(typed) }?.name
        ?? NearestMatch.of(word, among: all.map(\.name))
    throw UsageError.unknownCommand(word, nearest: nearest)
  }

  /// The command and the arguments in the words after the program's name.
  ///
  /// The command is the first word that is neither an option nor an option's value.
  static func call(_ words: [String]) throws -> (command: any Command, arguments: Arguments) {
    let options = all.flatMap(\.options).filter { $0.placeholder != nil }.map(\.name)
    var position = 0
    while position < words.count, words[position].hasPrefix("-"), words[position] != "--" {
      let next = position + 1 < words.count ? words[position + 1] : nil
      position += options.contains(words[position]) && Arguments.isValue(next) ? 2 : 1
    }
    guard position < words.count, words[position] != "--" else {
      return (BoardCommand(), try Arguments(words, for: BoardCommand()))
    }
    let command = try command(words[position])
    let rest = Array(words[..<position] + words[(position + 1)...])
    return (command, try Arguments(rest, for: command))
  }

  /// The command and the arguments; when an exercise takes the command's place, the error suggests `grade`.
  static func call(
    _ words: [String],
    in folder: URL
  ) throws -> (command: any Command, arguments: Arguments) {
    do {
      return try call(words)
    } catch UsageError.unknownCommand(let word, let nearest) {
      var meant = nearest
      do {
        _ = try Catalog(Workspace.around(folder)).exercises(named: [word])
        meant = "grade \(word)"
      } catch ProgramError.unknownName(_, let name?) where nearest == nil {
        meant = "grade \(name)"
      } catch ProgramError.notOneExercise(_, let names) {
        meant = names.prefix(3).map { "grade \($0)" }.joined(separator: " or ")
      } catch {}
      throw UsageError.unknownCommand(word, nearest: meant)
    }
  }
}
