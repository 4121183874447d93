/// The words that a command understands, and the words that explain it.
protocol CommandSyntax: Sendable {
  /// The word after the program's name; empty for the program without a command.
  var name: String { get }
  /// Words that other programs use for the same command.
  var synonyms: [String] { get }
  /// The command in a few words, for the list of all commands.
  var summary: String { get }
  var isForInstructors: Bool { get }
  /// The names that follow the command.
  var names: Names { get }
  /// The options, besides `--help`.
  var options: [any OptionSyntax] { get }
  /// The help text, before the list of options.
  var discussion: String { get }
  /// The help text after the list of options.
  var notes: String { get }
}

extension CommandSyntax {
  var synonyms: [String] { [] }
  var isForInstructors: Bool { false }
  var names: Names { .none }
  var options: [any OptionSyntax] { [] }
  var notes: String { "" }
}

/// The names that follow a command: of exercises, or of something new.
struct Names: Equatable, Sendable {
  /// The names as help shows them: "[NAME…]".
  let usage: String
  /// How many there may be.
  let count: ClosedRange<Int>
  var example = "layers/linear"
  /// Whether they are names of exercises that are there already.
  var areExercises = true

  static let none = Names(usage: "", count: 0...0)
  static let exercise = Names(usage: "NAME", count: 1...1)
  static let exerciseOrNone = Names(usage: "[NAME]", count: 0...1)
  static let exercises = Names(usage: "[NAME…]", count: 0...Int.max)
}
