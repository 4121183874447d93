/// What grading one exercise found out.
///
/// A verdict is a value: it is written to a file of its own, read by the command-line program, and
/// rendered elsewhere.
public struct Verdict: Codable, Sendable, Equatable {
  /// The exercise's id as it is typed.
  public var exercise: String

  /// Where the exercise stands.
  public var state: State

  /// The points for a full solution.
  public var possible: Int

  /// What was checked, in order, with points.
  public var checks: [Check]

  /// What concerns the exercise as a whole: a crash, a time-out, a grader that failed.
  public var findings: [Finding]

  /// The student's file, seen from the root of the package.
  public var sourcePath: String

  /// The line at which to look first, in the student's file.
  public var sourceLine: Int?

  /// A hash of the student's file: a verdict about another text is stale.
  public var sourceHash: String

  /// The hash of the text that the compiler read.
  ///
  /// What was compiled is what was judged. It is nil when the exercise was built without a proof of that, as
  /// plain `swift test` does.
  public var compiledHash: String?

  /// A hash of the grader that judged.
  public var graderHash: String?

  /// What is to be said besides, whatever the state: sentences for the student.
  public var remarks: [String] = []

  /// What the student's code printed, in part.
  public var output: PrintedOutput?

  /// The run that wrote the verdict; all verdicts of one `swift test` share it.
  public var run: String

  /// The seed of the probes.
  public var seed: UInt64

  /// Seconds by the clock from the start of the child process to its end.
  public var seconds: Double

  /// What kept the student's code from the rest of the machine; nil when it was not run.
  public var protections: [Protection]?

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
  public var earned: Int { checks.reduce(0) { $0 + $1.earned } }
}

/// Where an exercise stands.
public enum State: String, Codable, Sendable, CaseIterable {
  /// The stub still throws `NotStarted`.
  case notStarted
  /// The student's file, or the grader because of it, does not compile.
  case doesNotCompile
  /// The student's code ended the process: a trap, a signal, a call of `exit`, too much memory.
  case crashed
  /// The student's code did not come to an end.
  case timedOut
  /// Something is not right yet.
  case wrong
  /// The grader could not tell. This never counts as a pass.
  case inconclusive
  /// Everything is right.
  case passed
}

/// The first lines of what a student's code printed.
public struct PrintedOutput: Codable, Sendable, Equatable {
  /// The first lines, with control characters as signs.
  public var head: [String]
  /// How many bytes there were in all.
  public var bytes: Int
  /// The file with (at least the beginning of) all of it, seen from the root of the package.
  public var file: String

  /// Creates printed output.
  package init(head: [String], bytes: Int, file: String) {
    self.head = head.map(\.withVisibleControls)
    self.bytes = bytes
    self.file = file
  }
}
