/// The help texts.
enum Help {
  /// What `gradschool --help` says.
  static let overview = """
    GradSchool grades the backpropagation exercises in Exercises/.

      \(Program.command)                      grade what changed, then show the board
      \(Program.command) grade [NAME…]        grade exercises or packs, with full messages
      \(Program.command) watch                grade each file as soon as it is saved
      \(Program.command) list [NAME…]         all exercises and where they stand; builds nothing
      \(Program.command) hint [NAME]          open the next hint
      \(Program.command) solution NAME        show the solution, once you have passed
      \(Program.command) reset NAME           start over; your file is kept as a backup
      \(Program.command) verify [NAME…]       for instructors: certify graders

    A NAME is an exercise such as layers/linear (linear will do, and so will its file), or a
    pack such as layers.
    More about one of them: \(Program.command) help grade

    Exit code: 0 all right, 1 something is not right yet, 2 the command could not be carried out.
    """

  /// What `gradschool VERB --help` says.
  static func text(_ verb: Verb) -> String {
    switch verb {
    case .grade:
      """
      \(Program.command) grade [NAME…] [--all]

      Builds the package, grades, and prints everything that was found. A NAME is an exercise
      (layers/linear), its file (Exercises/Layers/Linear.swift), or a pack (layers). Without a
      NAME it grades what you have started.

        --all    grade every exercise, started or not

      Exit code 0 when all that was graded has passed, 1 when not.
      """
    case .watch:
      """
      \(Program.command) watch

      Grades each exercise as soon as its file is saved, and shows what was found. Keys:

        h  open the next hint        n  go on to the next exercise
        l  list all exercises        q  quit

      Where there is no terminal it prints what it finds, and ends with its input.
      """
    case .list:
      """
      \(Program.command) list [NAME…]

      Prints every exercise, or those named, with its state and points. Grades nothing and builds
      nothing.
      """
    case .hint:
      """
      \(Program.command) hint [NAME] [--again | --all]

      Opens one more hint of an exercise each time, from a nudge to almost the line. Without a
      NAME it is about the exercise that you are at: the one you saved last.

        --again  show the hints that are open already; open none
        --all    open and show all of them
      """
    case .solution:
      """
      \(Program.command) solution NAME [--reveal]

      Prints the solution with its derivation, once you have passed the exercise.

        --reveal show it before that
      """
    case .reset:
      """
      \(Program.command) reset NAME

      Puts the exercise's file back as it was handed out. Your file is first copied to
      .gradschool/backups/, and the place is printed.
      """
    case .verify:
      """
      \(Program.command) verify [NAME…]

      Certifies graders: the solution and every other correct style pass on many seeds, every
      known mistake is rejected and called by its own name, no probe is one on which zero would
      be right, and stub, hints and lesson are there. Prints what each mistake was called.

      Exit code 0 when all are certified, 1 when not.
      """
    case .help:
      """
      \(Program.command) help [VERB]

      Explains the program, or one of its verbs.
      """
    }
  }
}
