import Grading

/// The pages of a package that is handed out, other than those of GradSchool itself.
struct HandoutPages {
  let packs: [Catalog.Pack]
  let withSolutions: Bool

  var files: [(path: String, text: String)] { [("README.md", readme), (".gitignore", ignored)] }

  private var ignored: String {
    PackageTemplate.gitignore
      + "!.gradschool/recorded/\n!.gradschool/faults/\n!.gradschool/README.md\n"
  }

  private var readme: String {
    let rows = packs.map { pack in
      "| [\(pack.name)](Exercises/\(pack.name)/README.md) | \(pack.exercises.count) | "
        + "\(pack.core.count) | "
        + "\(pack.exercises.reduce(0) { $0 + $1.points }) |\n"
    }.joined()
    let example = packs.first?.exercises.first?.id.description ?? "layers/linear"
    return """
      # GradSchool

          swift run gradschool
          swift test

      Learn backpropagation by doing: write functions and their gradients, and see within seconds whether they are
      right, and if not, what is wrong. You need Swift 6.3 or later, and nothing else. The first build takes a minute or
      more; after that, an edit is graded within seconds.

      1. Run `swift run gradschool`. It shows the packs and what to do next.
      2. Read the pack's lesson, `Exercises/<Pack>/README.md`, and open the exercise beside it. You never need to look
         outside `Exercises/`.
      3. Replace `throw NotStarted()` with your code. An exercise needs `import Tensors`, and must not import anything
         else; what that brings is on the [Tensor card](Exercises/TENSOR.md).
      4. Run `swift run gradschool` again.

      | pack | exercises | core | points |
      |---|---|---|---|
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

      In VS Code, the tasks of this folder grade the open file, watch, and open hints. In a container of Codespaces or VS
      Code (`.devcontainer`), you install nothing.
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

    Your gradient is compared with finite differences of your own forward function, and your results with the recorded
    results of the solution. These are in `.gradschool/recorded`, with the results of the known mistakes. Do not delete
    that folder. Two things need the solution's code and may be missing: the smallest example on which your code is still
    wrong, and probes other than the recorded ones (`GRADSCHOOL_SEED`). Your instructor's package has both.

    """
  }
}
