/// One checked result with its points: a line of the message.
package struct Check: Codable, Sendable, Equatable {
  /// The result that was checked.
  package var subject: Subject

  package var mark: Mark

  package var earned: Int { mark.earnsPoints ? possible : 0 }

  /// The points for a right result.
  package var possible: Int

  /// The number of probes on which it was checked.
  package var probes: Int

  /// The findings; empty when everything is right.
  package var findings: [Finding]

  /// What was measured of a goal on each probe; nil of everything else.
  package var measures: [Measure]?

  /// How many answers are right on a probe, and the share that must be.
  package struct Measure: Codable, Sendable, Equatable {
    package var place: Place
    package var right: Int
    package var total: Int
    package var minimum: Double

    package init(_ place: Place, right: Int, total: Int, minimum: Double) {
      self.place = place
      self.right = right
      self.total = total
      self.minimum = minimum
    }

    package var share: Double { Double(right) / Double(max(1, total)) }
  }

  package init(
    _ subject: Subject,
    _ mark: Mark,
    possible: Int,
    probes: Int = 0,
    findings: [Finding] = []
  ) {
    self.subject = subject
    self.mark = mark
    self.possible = possible
    self.probes = probes
    self.findings = findings
  }

  /// The same check with another mark.
  package func marked(_ mark: Mark, probes: Int = 0, findings: [Finding] = []) -> Check {
    Check(subject, mark, possible: possible, probes: probes, findings: findings)
  }

  package enum Mark: String, Codable, Sendable {
    case passed
    /// The forward function is wrong, and the gradient is right for that forward function.
    case followThrough
    /// The forward function is wrong, and the gradient is right for the one that was asked for.
    case rightForIntended
    case failed
    /// The function still throws `NotStarted`.
    case notWritten
    /// The process ended before it could be checked.
    case notReached
    /// It is right, and earns nothing because something else is wrong.
    case withheld
    /// The grader could not tell.
    case inconclusive

    package var earnsPoints: Bool {
      switch self {
      case .passed, .followThrough, .rightForIntended: true
      case .failed, .notWritten, .notReached, .withheld, .inconclusive: false
      }
    }
  }
}
