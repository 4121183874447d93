import Foundation

/// `watch`: grades each exercise when its file is saved, until it is told to stop.
struct WatchCommand: Command {
  static let editor = Option(
    "--editor",
    "COMMAND",
    example: "\"code -g {file}:{line}\"",
    "the command that opens an exercise, such as \"code -g {file}:{line}\" or vim"
  )

  let name = "watch"
  let summary = "grade each exercise as soon as its file is saved"
  let options: [any OptionSyntax] = [editor]
  let discussion = """
    Grades each exercise as soon as its file is saved, and shows the verdict. Keys:

      h  open the next hint                 n  go on to the next exercise
      e  open the exercise in your editor   l  search in all exercises, and choose one
      c  grade all that is not right        r  reset the exercise; your file is kept
      q  quit

    Without a terminal, watch prints the verdicts and ends when its input ends.
    """
  let notes = """
    In COMMAND, {file} stands for the path of the exercise and {line} for the line; without {file},
    the path is added at the end. No shell reads the command. Without the option, the editor is the
    command in GRADSCHOOL_EDITOR, then VS Code if watch runs in its terminal, then the command in
    VISUAL or EDITOR. An editor of the option or of GRADSCHOOL_EDITOR that has a window of its own
    also opens each exercise that you go on to with n or choose in the list.

    In the list, type words of a name or a title. The arrow keys move; so do j and k while nothing
    is typed. A search that begins with j or k begins with /.
    """

  func run(in context: Context) throws -> Int32 {
    let editor = try Editor.find(
      option: context.arguments[Self.editor],
      environment: ProcessInfo.processInfo.environment
    )
    // Before the terminal's mode is changed: a signal that is not caught would leave it changed.
    Interruption.watch()
    defer { Interruption.unwatch() }
    let keyboard = Keyboard()
    defer { keyboard.restore() }
    return try Watch(context.setup, keys: keyboard, editor: editor).run()
  }
}
