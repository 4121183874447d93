import GradientChecking

/// Something that is not right, as an identifier with parameters; the wording is in `Wording`.
public enum Finding: Codable, Sendable, Equatable {
  /// The function threw an error of its own.
  case threw(place: String, error: String)
  /// The result has another shape than it should.
  case wrongShape(place: String, yours: [Int], expected: [Int])
  /// A list of whole numbers is longer or shorter than it should be.
  case wrongLength(place: String, yours: [Int], expected: [Int])
  /// The tensors of a list have other shapes than they should, or there are not as many.
  case wrongShapes(place: String, yours: [[Int]], expected: [[Int]])
  /// The result is of another kind: a number for a tensor, say.
  case wrongKind(place: String, yours: String, expected: String)
  /// The function takes arguments of other types than it should.
  case arguments(yours: [String], expected: [String])
  /// The gradient of an argument was not returned.
  case missing(place: String, returned: [String])
  /// Entries are NaN or infinite where the right ones are finite.
  case notFinite(place: String, count: Int, total: Int, first: [Int], yours: Value)
  /// Entries differ from the right ones.
  case differs(Difference)
  /// A second call with the same arguments gave something else.
  case notRepeatable(place: String)
  /// Every entry is zero, and should not be.
  case allZero(place: String)
  /// The gradient does not change when the upstream gradient does.
  case ignoresUpstream
  /// The gradient is not proportional to the upstream gradient.
  case notLinear
  /// The results equal those of a known mistake on every probe.
  case knownMistake(name: String, sentence: String)
  /// What the numbers prove in general, without knowledge of the exercise.
  case explanation(Explanation, axes: [Axis])
  /// The smallest arguments on which it is still wrong.
  case smallestCase(SmallestCase)
  /// Random numbers without the property that was asked for.
  case property(place: String, measured: Double, expected: Double, allowed: Double)
  /// Random numbers that do not come from the source that was given.
  case source(place: String, SourceMisuse)
  /// Too few of the answers are right.
  case goalMissed(place: String, right: Int, total: Int, minimum: Double)
  /// The grader's own numbers contradict each other: no mistake of the student's.
  case oraclesDisagree(place: String)
  /// The process ended by a trap or a signal.
  case crashed(Crash)
  /// The process was stopped because it used too much time.
  case timedOut(activity: String?, seconds: Double, processor: Bool)
  /// The process was stopped because it used too much memory.
  case outOfMemory(activity: String?, megabytes: Int)
  /// The process was ended because of something else that no exercise needs.
  case misbehaved(activity: String?, Misbehaviour)
  /// The student's code ended the process itself, by `exit` say.
  case exited(activity: String?, status: Int?)
  /// The compiler's lines about the student's file, or about the grader because of it.
  case compiler(lines: [String], signatures: [String], inGrader: Bool)
  /// The file has something that an exercise must not have, and was not built; each with its line.
  case refused(lines: [String])
  /// The grader itself failed.
  case harness(String)
}

/// What a student's code can do, by accident most often, for which its process is ended.
public enum Misbehaviour: Codable, Sendable, Equatable {
  /// It stopped its own process, as a debugger does, and nothing continued it.
  case stoppedItself
  /// It was at its limit, and had printed at least so much.
  case flood(megabytes: Int, seconds: Double)
  /// It started so many processes.
  case processes(Int)
  /// It wrote so much to so many files.
  case files(megabytes: Int, count: Int)
}

/// How a function can fail to draw its numbers from the source that it is given.
public enum SourceMisuse: String, Codable, Sendable {
  /// Two sources with the same seed gave different numbers.
  case foreign
  /// Two sources with different seeds gave the same numbers.
  case ignored
  /// Two calls with one source gave the same numbers: it did not move on.
  case copied
}

/// Where a result differs from the right one, on the first probe on which it does.
public struct Difference: Codable, Sendable, Equatable {
  /// The probe, and the step of a trajectory.
  public var place: String
  /// The student's result.
  public var yours: Value
  /// The right result.
  public var reference: Value
  /// Finite differences of the student's own forward function, for a gradient.
  public var numeric: Value?
  /// The largest error bound of the finite differences.
  public var bound: Double?
  /// Whether the student's gradient lies within what the finite differences allow.
  public var agreesWithNumeric: Bool
  /// Whether forward has a corner at the entry that differs most, and the student's slope is possible there.
  public var isAtCorner: Bool?
  /// How many entries differ.
  public var count: Int
  /// The index of the entry that differs most.
  public var worst: [Int]
  /// For a gradient, central differences of the student's own forward function at that entry, step by step.
  public var curve: StepCurve?
}

/// The end of a process by a trap or a signal.
public struct Crash: Codable, Sendable, Equatable {
  /// What the process was doing: "backward, on random probe 1".
  public var activity: String?
  /// The runtime's sentence, such as "Index out of range".
  public var reason: String?
  /// The signal's name, such as SIGSEGV.
  public var signal: String
  /// The student's line, when the backtrace shows it.
  public var line: Int?
  /// The function in which that line stands.
  public var function: String?

  /// Creates a crash.
  package init(
    activity: String?,
    reason: String?,
    signal: String,
    line: Int?,
    function: String?
  ) {
    self.activity = activity
    self.reason = reason?.withVisibleControls
    self.signal = signal
    self.line = line
    self.function = function?.withVisibleControls
  }
}

/// Arguments small enough for pencil and paper on which the result is still wrong.
public struct SmallestCase: Codable, Sendable, Equatable {
  /// The arguments.
  public var arguments: Arguments
  /// The gradient with respect to the output, for a gradient.
  public var upstream: Value?
  /// What the result is about.
  public var subject: Subject
  /// The student's result; nil when the call threw.
  public var yours: Value?
  /// The right result.
  public var reference: Value
  /// The entry that the arithmetic is about.
  public var entry: [Int]
  /// For a gradient, how that entry comes about: one term for each entry of the output.
  public var terms: [Term]

  /// The contribution of one entry of the output: upstream gradient times local slope.
  public struct Term: Codable, Sendable, Equatable {
    /// ∂L/∂y for that entry.
    public var upstream: Double
    /// ∂y/∂x: how much that entry moves with the argument.
    public var slope: Double
  }
}
