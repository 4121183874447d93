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

    For instructors:

      \(Program.command) new-pack PACK [NAME]       begin a pack, here or in a package of its own
      \(Program.command) new-exercise PACK NAME     begin an exercise
      \(Program.command) verify [NAME…]             certify graders; says what is still missing
      \(Program.command) handout --to DIR           write a package for students
      \(Program.command) class …                    grade a folder of submissions

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
      \(Program.command) grade [NAME…] [--all] [--json FILE] [--markdown FILE] …

      Builds the package, grades, and prints everything that was found. A NAME is an exercise
      (layers/linear), its file (Exercises/Layers/Linear.swift), or a pack (layers). Without a
      NAME it grades what you have started.

        --all              grade every exercise, started or not
        --html FILE        write a report to look at: one page, nothing to install
        --json FILE        write a report for programs
        --markdown FILE    write a report for GitHub: a workflow's summary, say
        --gradescope FILE  write the results.json of a Gradescope autograder
        --submission DIR   first take the exercises' files from DIR; for a copy of the package
                           that nobody has worked in

      A report has every exercise that was asked for, all of them without a NAME. Several can be
      written at once; “-” for FILE is standard output. When grading cannot be completed, the
      reports say why.

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
    case .newPack:
      """
      \(Program.command) new-pack PACK [NAME] [--to FOLDER [--depends ON]] [options]

      Begins a pack with its first exercise and enters it in the list in Package.swift. Without a
      NAME that exercise is Scale: small, complete and certified, to look at and to delete.

        --to FOLDER    make it a package of its own, in a new folder, instead of a part of this one
        --depends ON   where that package finds GradSchool: a folder as seen from there
                       (../GradSchool), or an address with a version or a branch
                       (https://…/GradSchool.git@1.0.0). Without it, this folder.

      --kind, --inputs, --gradients, --axes, --title and --points describe the exercise:
      see \(Program.command) help new-exercise
      """
    case .newExercise:
      """
      \(Program.command) new-exercise PACK NAME [options]

      Begins an exercise: writes its stub, hints, solution, grader and certification, and a section
      of the lesson. All of it compiles at once; what is still to be written is marked TODO, and
      `verify` lists it. PACK and NAME are the names of a folder and a file:

        new-exercise Robust Huber --kind loss --inputs "prediction:N,D target:N,D delta:0.5...2"

        --kind KIND        layer (unless you say otherwise), loss, activation: graded with their
                           gradients; function: graded by its values alone
        --inputs "…"       the arguments, in order:
                             x:N,D           a tensor, with its axes (letters or numbers)
                             labels:N<C      N class labels, each below C
                             rate:0.1...0.9  a number from a range; rate alone: from 0.1...1
        --gradients "…"    the tensors that backward returns gradients of; unless you say otherwise,
                           all of them, and of a loss the first
        --axes "…"         what the axes count, and their sizes: "N=batch size:3, K=kernel width:2".
                           Each has a size of its own; N, D, M, C, T, H and others are known
        --title "…"        its title for students; otherwise made from its name
        --points N         otherwise 10
      """
    case .verify:
      """
      \(Program.command) verify [NAME…]

      Certifies graders: the solution and every other correct style pass on many seeds, every
      known mistake is rejected and called by its own name, no probe is one on which zero would
      be right, and stub, hints and lesson are complete. A NAME is an exercise or a pack.

      Prints what is missing, with the file to open, and the kill matrix: for each known mistake,
      the checks that rejected it and on how many probes, and what the grader called it.

      Exit code 0 when all are certified, 1 when not.
      """
    case .handout:
      """
      \(Program.command) handout --to DIR [--packs PACK,PACK] [--without-solutions]

      Writes a package for students into DIR, which must not exist or be empty: the exercises as they
      are handed out, lessons, hints and graders, with a README of its own. Nothing is written while
      a stub, a lesson or a hint still has a TODO.

        --packs              only these packs; without it, all
        --without-solutions  no solutions, no certifications, no reference layers; the graders compare
                             with numbers that are recorded now (this builds and runs them)
      """
    case .class:
      """
      \(Program.command) class --submissions DIR --to DIR [--jobs N] [--packs PACK,PACK] [--seed N]

      Grades a class. Each folder in the first DIR is one submission; its exercise files, found at
      Exercises/<Pack>/<Name>.swift or <Pack>/<Name>.swift inside it, are graded in a pristine copy of
      this package, and nothing else of it is used. Writes into the second DIR:

        grades.csv, misconceptions.md    one row a student; which mistakes, how often
        students/<name>.md               for the student: what was found
        students/<name>.json             for you alone: everything, with the seed of the probes
        settings.json, work/             the seed of the probes; the copies that are built in

      Stopped and started again, it goes on where it was; only submissions that have changed are graded
      again. Late ones may lie in a folder of their own: with the same --to, grades.csv and
      misconceptions.md have all students that students/ has. Delete work/ when all is done.

        --jobs   how many copies grade side by side; each needs a first build of its own, a minute or
                 more, so that a second one is worth it only for many submissions
        --packs  only these packs; without it, all
        --seed   the seed of the probes; without it, one is drawn, and kept in settings.json

      Exit code 0 when all were graded, 1 when something has to be looked at by you.
      """
    case .help:
      """
      \(Program.command) help [VERB]

      Explains the program, or one of its verbs.
      """
    }
  }
}
