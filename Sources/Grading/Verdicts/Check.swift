/// One thing that was checked, with its points: a line of the message.
public struct Check: Codable, Sendable, Equatable {
  /// What was checked.
  public var subject: Subject

  /// How it went.
  public var mark: Mark

  /// The points earned.
  public var earned: Int

  /// The points for getting it right.
  public var possible: Int

  /// On how many probes it was checked.
  public var probes: Int

  /// What was found; empty when everything is right.
  public var findings: [Finding]

  /// Creates a check.
  package init(
    _ subject: Subject,
    _ mark: Mark,
    possible: Int,
    probes: Int = 0,
    findings: [Finding] = []
  ) {
    self.subject = subject
    self.mark = mark
    self.earned = mark.earnsPoints ? possible : 0
    self.possible = possible
    self.probes = probes
    self.findings = findings
  }

  /// How a check went.
  public enum Mark: String, Codable, Sendable {
    /// Right.
    case passed
    /// The forward function is wrong, and the gradient is right for that forward function.
    case followThrough
    /// The forward function is wrong, and the gradient is right for the one that was asked for.
    case rightForIntended
    /// Wrong.
    case failed
    /// The function still throws `NotStarted`.
    case notWritten
    /// The process ended before it could be checked.
    case notReached
    /// The grader could not tell.
    case inconclusive

    /// Whether the check's points are earned.
    package var earnsPoints: Bool {
      switch self {
      case .passed, .followThrough, .rightForIntended: true
      case .failed, .notWritten, .notReached, .inconclusive: false
      }
    }
  }
}

/// What a check or a finding is about.
public enum Subject: Codable, Sendable, Hashable {
  /// The output of the forward function.
  case forward
  /// The gradient with respect to an argument.
  case gradient(String)
  /// A result of a function or of the steps of a trajectory; empty when it has no name.
  case result(String)
  /// A property of random numbers.
  case property(String)
  /// A goal that answers must reach.
  case goal(String)

  /// The function in the student's file that it comes from; nil when that cannot be told.
  package var function: String? {
    switch self {
    case .forward: "forward"
    case .gradient: "backward"
    case .result, .property, .goal: nil
    }
  }
}
