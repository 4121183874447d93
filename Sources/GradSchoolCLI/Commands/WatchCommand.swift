/// `watch`: grades each exercise when its file is saved, until it is told to stop.
struct WatchCommand: Command {
  let name = "watch"
  let summary = "grade each exercise as soon as its file is saved"
  let discussion = """
    Grades each exercise as soon as its file is saved, and shows the verdict. Keys:

      h  open the next hint        n  go on to the next exercise
      l  list all exercises        q  quit

    Without a terminal, watch prints the verdicts and ends when its input ends.
    """

  func run(in context: Context) throws -> Int32 {
    // Before the terminal's mode is changed: a signal that is not caught would leave it changed.
    Interruption.watch()
    defer { Interruption.unwatch() }
    let keyboard = Keyboard()
    defer { keyboard.restore() }
    return try Watch(context.setup, keys: keyboard).run()
  }
}
