import Grading

/// The pages of a package that is handed out.
struct HandoutPages {
  let packs: [Catalog.Pack]
  let withSolutions: Bool

  /// The files by their paths.
  var files: [(path: String, text: String)] {
    zip(HandoutPages.paths, [readme, state, ignored]).map { (path: $0, text: $1) }
  }

  /// The paths of all pages.
  static let paths = ["README.md", ".gradschool/README.md", ".gitignore"]

  private var readme: String {
    let rows = packs.map { pack in
      "| [\(pack.name)](Exercises/\(pack.name)/README.md) | \(pack.exercises.count) | "
        + "\(pack.exercises.reduce(0) { $0 + $1.points }) |\n"
    }.joined()
    let example = packs.first?.exercises.first?.id.description ?? "layers/linear"
    return """
      # GradSchool

          swift run gradschool
          swift test

      Here you learn backpropagation by doing: you write functions and their gradients, and are told within
      seconds whether they are right, and if not, what is wrong. Only Swift 6.3 or later is needed. The first build
      takes a minute or more; after that an edit is graded within seconds.

      1. Run `swift run gradschool`. It shows the packs and what to do next.
      2. Read the pack's lesson, `Exercises/<Pack>/README.md`, and open the exercise beside it. You never need to look
         outside `Exercises/`.
      3. Replace `throw NotStarted()` with your code. `import Tensors` is all an exercise needs, and all that it may
         import.
      4. Run `swift run gradschool` again.

      | pack | exercises | points |
      |---|---|---|
      \(rows)
      | command | what it does |
      |---|---|
      | `swift run gradschool` | grades what has changed and shows the board |
      | `swift run gradschool watch` | grades each exercise as soon as you save it |
      | `swift run gradschool grade \(example)` | grades one exercise and shows the whole message |
      | `swift run gradschool hint \(example)` | opens the next hint |
      | `swift run gradschool reset \(example)` | starts over; your version is kept |
      | `swift test` | grades everything with the test runner |

      An exercise that you have not started is skipped, never failed. A crash, an endless loop or a file that does not
      compile costs that exercise alone, and `print` works: what your code prints is shown with the verdict.
      \(withSolutions ? solved : unsolved)
      """
  }

  private var solved: String {
    """

    The solutions are in `Solutions/`; `swift run gradschool solution NAME` shows one when you have passed.

    """
  }

  private var unsolved: String {
    """

    ## How you are graded without the solutions

    Your gradient is held against finite differences of your own forward function, and your results against numbers
    that the solution gave: they are in `.gradschool/recorded`, with those of the mistakes that are known by name. Do
    not delete that folder. Two things need the solution's code and are therefore missing now and then: the smallest
    example on which your code is still wrong, and probes other than the recorded ones (`GRADSCHOOL_SEED`). Your
    instructor's package has both.

    """
  }

  private var state: String {
    let recorded =
      withSolutions
      ? ""
      : "| `recorded/<pack>/<name>.json` | what the solution and known mistakes answer; grading needs it | take it from the "
        + "package again |\n"
    return """
      # .gradschool

      What GradSchool remembers. `stubs/`\(withSolutions ? "" : " and `recorded/`") came with the package and must stay; \
      the rest is yours, and git ignores it.

      | Path | What it is | If you delete it |
      |---|---|---|
      | `stubs/<Pack>/<Name>.swift` | every exercise as it was handed out, for `reset` | take it from the package again |
      \(recorded)\
      | `verdicts/<pack>/<name>.json` | the last grading of an exercise | it is graded again |
      | `progress.json` | how many hints of each exercise you have opened | hints start from the first |
      | `backups/<pack>/<name>/<date>.swift` | your file as it was before each `reset` | **your work: the only copies** |
      | `output/`, `logs/` | what your code, the compiler and the tests printed last | nothing |
      | `lock` | held while `gradschool` grades | nothing, when none is running |

      """
  }

  private var ignored: String {
    """
    .build/
    Package.resolved
    .DS_Store
    *.xcodeproj
    .swiftpm/

    # Your progress; what came with the package is shared.
    .gradschool/*
    !.gradschool/stubs/
    !.gradschool/recorded/
    !.gradschool/README.md

    """
  }
}
