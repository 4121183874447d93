/// The result of grading one exercise.
///
/// Each verdict is written to a file of its own, which the command-line program reads.
package struct Verdict: Codable, Sendable, Equatable {
  /// The exercise's id as it is typed.
  package var exercise: String

  package var state: State

  /// The points for a full solution.
  package var possible: Int

  package var checks: [Check]

  /// Findings about the exercise as a whole: a crash, a time-out, a grader that failed.
  package var findings: [Finding]

  /// The student's file, seen from the root of the package.
  package var sourcePath: String

  /// The line at which to look first, in the student's file.
  package var sourceLine: Int?

  /// A hash of the student's file: a verdict about another text is stale.
  package var sourceHash: String

  /// The hash of the text that the compiler read.
  ///
  /// The compiled text is the one that was judged. The hash is nil when the build left no proof of it, as
  /// with plain `swift test`.
  package var compiledHash: String?

  package var graderHash: String?

  /// Further sentences for the student, whatever the state.
  package var remarks: [String] = []

  /// The first lines that the student's code printed.
  package var output: PrintedOutput?

  /// What is to be looked at; nil when there is nothing.
  package var pictures: [Picture]?

  /// The run that wrote the verdict; all verdicts of one `swift test` share it.
  package var run: String

  package var seed: UInt64

  /// Seconds by the clock from the start of the child process to its end.
  package var seconds: Double

  /// The protections that confined the student's code; nil when it was not run.
  package var protections: [Protection]?

  /// The exercises from which a milestone was assembled; nil of any other exercise.
  package var pieces: [Piece]?

  /// A piece of a milestone, as it was when the milestone was graded.
  package struct Piece: Codable, Sendable, Equatable {
    package var exercise: ExerciseID
    /// The state of its exercise; nil if that was not in the build.
    package var state: State?
    /// A hash of the student's file.
    package var sourceHash: String

    package init(_ exercise: ExerciseID, state: State?, sourceHash: String) {
      self.exercise = exercise
      self.state = state
      self.sourceHash = sourceHash
    }
  }

  package init(
    exercise: String,
    state: State,
    possible: Int,
    checks: [Check] = [],
    findings: [Finding] = [],
    sourcePath: String,
    sourceLine: Int? = nil,
    sourceHash: String,
    compiledHash: String? = nil,
    graderHash: String? = nil,
    output: PrintedOutput? = nil,
    run: String,
    seed: UInt64,
    seconds: Double = 0
  ) {
    self.exercise = exercise
    self.state = state
    self.possible = possible
    self.checks = checks
    self.findings = findings
    self.sourcePath = sourcePath
    self.sourceLine = sourceLine
    self.sourceHash = sourceHash
    self.compiledHash = compiledHash
    self.graderHash = graderHash
    self.output = output
    self.run = run
    self.seed = seed
    self.seconds = seconds
  }

  /// The verdict without the seed of its probes, for reports where the seed is hidden.
  package var withoutSeed: Verdict {
    var verdict = self
    verdict.seed = Verdict.noSeed
    // Points and images have their right classes with them.
    verdict.pictures = pictures?.filter { picture in
      switch picture {
      case .plane, .images: false
      case .curve, .path, .histogram: true
      }
    }
    return verdict
  }

  /// Whether the seed of the probes is not told.
  package var isSeedHidden: Bool { seed == Verdict.noSeed }

  private static let noSeed = UInt64.max

  /// Whether the verdict is about the text with this hash, and proves that this text was compiled.
  package func isProven(for hash: String) -> Bool { sourceHash == hash && compiledHash == hash }

  /// Whether the file was not accepted.
  package var isRefused: Bool {
    findings.contains { if case .refused = $0 { true } else { false } }
  }

  /// The points earned.
  package var earned: Int { checks.reduce(0) { $0 + $1.earned } }
}
