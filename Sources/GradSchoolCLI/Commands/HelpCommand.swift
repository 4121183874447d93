import Grading

/// `help`: explains the program, or one command.
struct HelpCommand: Command {
  let name = "help"
  let summary = "explain one command, with its options"
  let names = Names(usage: "[COMMAND]", count: 0...1, example: "grade", areExercises: false)
  let discussion = "Explains the program, or one of its commands."

  func run(in context: Context) throws -> Int32 {
    let command = try context.arguments.names.first.map(CommandList.command) ?? BoardCommand()
    context.console.line(HelpCommand.text(command))
    return 0
  }

  /// The help text of a command; of the program without a command, the list of all commands.
  static func text(_ command: any Command) -> String {
    guard command.name.isEmpty else { return HelpPage(command: command).text }
    return """
      GradSchool grades the backpropagation exercises in Exercises/.

      \(rows(CommandList.all.filter { !$0.isForInstructors }))

      For instructors:

      \(rows(CommandList.all.filter(\.isForInstructors)))

      \(command.notes)
      """
  }

  private static func rows(_ commands: [any Command]) -> String {
    let usages = commands.map { HelpPage(command: $0).shortUsage }
    let width = usages.map(\.count).max() ?? 0
    return zip(usages, commands).map { "  \($0.padding(to: width))  \($1.summary)" }
      .joined(separator: "\n")
  }
}
