import Grading

/// The help text of a command, made from its syntax.
struct HelpPage {
  let command: any CommandSyntax

  /// The whole page: how the command is typed, what it does, and its options.
  var text: String {
    [usage, command.discussion, options, command.notes].filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  /// The command with its names and the options that it cannot do without.
  var shortUsage: String {
    words(command.options.filter(\.isRequired).map(\.usage)).joined(separator: " ")
  }

  private func words(_ options: [String]) -> [String] {
    ([Program.command, command.name, command.names.usage] + options).filter { !$0.isEmpty }
  }

  private var usage: String {
    var lines = [""]
    let options = command.options.map { $0.isRequired ? $0.usage : "[\($0.usage)]" }
    for word in words(options) {
      if lines[lines.count - 1].count + word.count > 98 { lines.append("   ") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.joined(separator: "\n")
  }

  private var options: String {
    let width = command.options.map(\.usage.count).max() ?? 0
    return command.options.flatMap { option in
      let help = option.help.split(separator: "\n").flatMap { line in
        line.hasPrefix(" ") ? [String(line)] : Wording.wrapped(String(line), width: 96 - width)
      }
      return zip([option.usage] + Array(repeating: "", count: help.count), help).map {
        "  \($0.padding(to: width))  \($1)"
      }
    }
    .joined(separator: "\n")
  }
}
