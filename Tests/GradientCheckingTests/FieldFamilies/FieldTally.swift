import GradientChecking

/// What became of the trials of one family in one mode.
struct FieldTally {
  /// The trials with a wrong claim of one kind.
  struct Wrong {
    var tried = 0
    var accepted = 0
    /// How many of the accepted ones were accepted only as zeros.
    var asZero = 0
  }

  /// One trial that went wrong.
  struct Example {
    var draw: Int
    var claim: FieldClaim
    var text: String
  }

  var right = 0
  var falseAlarms = 0
  var inconclusive = 0
  var certified = 0
  var thrown = 0
  var owed = 0
  var owedCertified = 0
  var wrong: [FieldClaim: Wrong] = [:]
  var evaluations = 0
  var examples: [Example] = []

  mutating func note(
    _ index: Int,
    _ claim: FieldClaim,
    _ what: String,
    _ text: @autoclosure () -> String
  ) {
    let alike = examples.filter { $0.claim == claim && $0.text.hasPrefix(what) }.count
    if alike < 2 { examples.append(Example(draw: index, claim: claim, text: "\(what): \(text())")) }
  }

  mutating func count(
    _ report: GradientReport,
    _ claim: FieldClaim,
    _ item: FieldCase,
    _ index: Int
  ) {
    if claim == .right, item.owed != .neverCertify {
      right += 1
      evaluations += report.evaluations
      if item.owed == .certify { owed += 1 }
      switch report.outcome {
      case .passed:
        certified += 1
        if item.owed == .certify { owedCertified += 1 }
      case .failed:
        falseAlarms += 1
        note(index, claim, "false alarm", report.text(showsTime: false))
      case .inconclusive:
        inconclusive += 1
        if item.owed == .certify {
          note(index, claim, "not certified", report.text(showsTime: false))
        }
      }
      return
    }
    var tally = wrong[claim, default: Wrong()]
    tally.tried += 1
    if report.passed {
      tally.accepted += 1
      let touched = item.wrongCoordinates.map { Set($0) }
      let judged = report.coordinates.filter { touched?.contains($0.index) ?? true }
      if !judged.isEmpty, judged.allSatisfy({ $0.classification == .zero }) { tally.asZero += 1 }
      note(index, claim, "accepted", report.text(showsTime: false))
    } else if claim == .right, report.outcome == .failed {
      falseAlarms += 1
      note(index, claim, "accused", report.text(showsTime: false))
    }
    wrong[claim] = tally
  }

  mutating func countThrown(_ claim: FieldClaim, _ item: FieldCase, _ index: Int, _ text: String) {
    thrown += 1
    if claim == .right, item.owed != .neverCertify {
      right += 1
      if item.owed == .certify { owed += 1 }
    } else {
      wrong[claim, default: Wrong()].tried += 1
    }
    note(index, claim, "thrown", text)
  }

  func accepted(_ claims: FieldClaim...) -> Wrong {
    claims.reduce(into: Wrong()) { sum, claim in
      let one = wrong[claim, default: Wrong()]
      sum.tried += one.tried
      sum.accepted += one.accepted
      sum.asZero += one.asZero
    }
  }

  mutating func add(_ other: FieldTally) {
    right += other.right
    falseAlarms += other.falseAlarms
    inconclusive += other.inconclusive
    certified += other.certified
    thrown += other.thrown
    owed += other.owed
    owedCertified += other.owedCertified
    evaluations += other.evaluations
    for (claim, more) in other.wrong {
      wrong[claim, default: Wrong()].tried += more.tried
      wrong[claim, default: Wrong()].accepted += more.accepted
      wrong[claim, default: Wrong()].asZero += more.asZero
    }
    examples += other.examples
  }
}
