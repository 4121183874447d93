/// What grading one exercise found out.
///
/// A verdict is a value: it is written to a file of its own, read by the command-line program, and
/// rendered elsewhere.
package struct Verdict: Codable, Sendable, Equatable {
  /// The exercise's id as it is typed.
  package var exercise: String

  /// Where the exercise stands.
  package var state: State

  /// The points for a full solution.
  package var possible: Int

  /// What was checked, in order, with points.
  package var checks: [Check]

  /// What concerns the exercise as a whole: a crash, a time-out, a grader that failed.
  package var findings: [Finding]

  /// The student's file, seen from the root of the package.
  package var sourcePath: String

  /// The line at which to look first, in the student's file.
  package var sourceLine: Int?

  /// A hash of the student's file: a verdict about another text is stale.
  package var sourceHash: String

  /// The hash of the text that the compiler read.
  ///
  /// What was compiled is what was judged. It is nil when the exercise was built without a proof of that, as
  /// plain `swift test` does.
  package var compiledHash: String?

  /// A hash of the grader that judged.
  package var graderHash: String?

  /// What is to be said besides, whatever the state: sentences for the student.
  package var remarks: [String] = []

  /// What the student's code printed, in part.
  package var output: PrintedOutput?

  /// The run that wrote the verdict; all verdicts of one `swift test` share it.
  package var run: String

  /// The seed of the probes.
  package var seed: UInt64

  /// Seconds by the clock from the start of the child process to its end.
  package var seconds: Double

  /// What kept the student's code from the rest of the machine; nil when it was not run.
  package var protections: [Protection]?

  /// Creates a verdict.
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

  /// Whether the verdict is about a text, and carries the proof that this text was compiled.
  package func isProven(for hash: String) -> Bool { sourceHash == hash && compiledHash == hash }

  /// Whether the file was not accepted.
  package var isRefused: Bool {
    findings.contains { if case .refused = $0 { true } else { false } }
  }

  /// The points earned.
  package var earned: Int { checks.reduce(0) { $0 + $1.earned } }
}
