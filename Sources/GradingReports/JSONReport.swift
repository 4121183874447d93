import Foundation
import Grading

/// A report for programs, in a versioned JSON format.
///
/// | Key | Value |
/// |---|---|
/// | `format`, `version` | `"gradschool-report"`, 2; the version changes when a key changes its meaning or goes |
/// | `created` | the time, ISO 8601 in UTC |
/// | `problem` | the reason why grading could not be completed; absent when it was |
/// | `remarks` | sentences about the whole report |
/// | `summary` | `exercises`, `passed`, `open`, `notStarted`, `notGraded`, `earned`, `possible` |
/// | `exercises[]` | `id`, `pack`, `title`, `core` (whether it is on the core road), `state`, `earned`, `possible`, `source`; graded ones also `sourceHash`, `line`, `seed` (unless it is hidden), `seconds`, `checks`, `findings`, `output`, and where there is something to be looked at, `pictures` |
/// | `state` | `notStarted`, `notGraded`, `doesNotCompile`, `crashed`, `timedOut`, `wrong`, `inconclusive`, `passed` |
/// | `checks[]` | `subject` (`forward`, `gradient`, `result`, `property`), `name`, `mark`, `earned`, `possible`, `probes`, `findings`, and of a goal `measures[]`: `place`, `right`, `total`, `minimum` |
/// | `output` | `head`, `bytes`, `file`, and where they are known `parts[]`: `activity`, and how many `lines` of `head` it printed |
/// | `pictures[]` | one of `curve`, `plane`, `images`, `path`, `histogram`, with its numbers |
/// | `mark` | `passed`, `followThrough`, `rightForIntended`, `failed`, `notWritten`, `notReached`, `withheld`, `inconclusive` |
/// | `difference` | `place`, `yours`, `reference`, `numeric`, `bound`, `agreesWithNumeric`, `isAtKink`, `count`, `worst`, and for a gradient `curve`: `index`, `analytic`, and `points[]` with `step` and `difference` |
/// | `place` | `probe`, and of a trajectory `step` |
/// | `findings[]` | `kind`, `text` (lines for people), and where there is one `mistake`, `difference`, `smallestCase` |
///
/// NaN and infinite numbers are the strings `"nan"`, `"inf"`, `"-inf"`.
package struct JSONReport {
  private let report: Report

  package init(_ report: Report) { self.report = report }

  package func text() throws -> String {
    String(decoding: try JSONReport.encoder.encode(Document(report)), as: UTF8.self)
  }

  /// An encoder for all that the format has.
  package static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf",
      negativeInfinity: "-inf",
      nan: "nan"
    )
    return encoder
  }

  /// An exercise as it stands in a report.
  package struct Exercise: Encodable {
    private let content: Document.Exercise

    /// Creates it; the seed of a class is kept from other people.
    package init(_ exercise: Report.Exercise, withSeed: Bool) {
      var content = Document.Exercise(exercise)
      if !withSeed { content.seed = nil }
      self.content = content
    }

    package func encode(to encoder: any Encoder) throws { try content.encode(to: encoder) }
  }
}

private struct Document: Encodable {
  var format = "gradschool-report"
  var version = 2
  var created: String
  var problem: String?
  var remarks: [String]
  var summary: Summary
  var exercises: [Exercise]

  init(_ report: Report) {
    created = report.timestamp
    problem = report.problem
    remarks = report.remarks
    summary = Summary(report)
    exercises = report.exercises.map(Exercise.init)
  }

  struct Summary: Encodable {
    var exercises, passed, open, notStarted, notGraded, earned, possible: Int

    init(_ report: Report) {
      exercises = report.exercises.count
      passed = report.passed
      open = report.open
      notStarted = report.notStarted
      notGraded = report.notGraded
      earned = report.earned
      possible = report.possible
    }
  }

  struct Exercise: Encodable {
    var id, pack, title, state: String
    var core: Bool
    var earned, possible: Int
    var source: String
    var sourceHash: String?
    var line: Int?
    var seed: UInt64?
    var seconds: Double?
    var checks: [Check]?
    var findings: [Finding]?
    var output: PrintedOutput?
    var pictures: [Picture]?

    init(_ exercise: Report.Exercise) {
      id = exercise.id.description
      pack = exercise.id.pack
      title = exercise.title
      core = exercise.isCore
      state = exercise.state?.rawValue ?? "notGraded"
      earned = exercise.earned
      possible = exercise.possible
      source = exercise.id.sourcePath
      guard let verdict = exercise.verdict else { return }
      sourceHash = verdict.sourceHash
      line = verdict.sourceLine
      // That of the class, of Gradescope or of a workflow is in no report.
      seed = verdict.isSeedHidden ? nil : verdict.seed
      seconds = verdict.seconds
      checks = verdict.checks.map(Check.init)
      findings = verdict.findings.map { Finding($0, about: nil) }
      output = verdict.output
      pictures = verdict.pictures?.map(Picture.init)
    }
  }

  /// A picture under the name of its kind.
  struct Picture: Encodable {
    var curve: Grading.Picture.Curve?
    var plane: Grading.Picture.Plane?
    var images: Grading.Picture.Images?
    var path: Grading.Picture.Path?
    var histogram: Grading.Picture.Histogram?

    init(_ picture: Grading.Picture) {
      switch picture {
      case .curve(let content): curve = content
      case .plane(let content): plane = content
      case .images(let content): images = content
      case .path(let content): path = content
      case .histogram(let content): histogram = content
      }
    }
  }

  struct Check: Encodable {
    var subject, name: String
    var mark: Grading.Check.Mark
    var earned, possible, probes: Int
    var findings: [Finding]
    var measures: [Grading.Check.Measure]?

    init(_ check: Grading.Check) {
      (subject, name) =
        switch check.subject {
        case .forward: ("forward", "forward")
        case .output(let name): ("output", name)
        case .draws(let name): ("draws", name)
        case .gradient(let name): ("gradient", name)
        case .result(let name): ("result", name)
        case .property: ("property", Wording.name(check.subject))
        case .goal(let name): ("goal", name)
        case .candidate(let name, _): ("candidate", name)
        }
      mark = check.mark
      earned = check.earned
      possible = check.possible
      probes = check.probes
      findings = check.findings.map { Finding($0, about: check.subject) }
      measures = check.measures
    }
  }

  struct Finding: Encodable {
    var kind: String
    var text: [String]
    var mistake: String?
    var difference: Difference?
    var smallestCase: SmallestCase?

    init(_ finding: Grading.Finding, about subject: Subject?) {
      kind = finding.kind
      text = Wording.text(finding, about: subject)
      switch finding {
      case .knownMistake(let name, _): mistake = name
      case .differs(let found): difference = found
      case .smallestCase(let found): smallestCase = found
      default: break
      }
    }
  }
}

extension Finding {
  /// The name of the finding's kind, for programs: that of its case.
  package var kind: String {
    if case .misbehaved(_, let behaviour) = self {
      return switch behaviour {
      case .stoppedItself: "stoppedItself"
      case .flood: "flood"
      case .processes: "tooManyProcesses"
      case .files: "tooManyFiles"
      }
    }
    return Mirror(reflecting: self).children.first?.label ?? "\(self)"
  }
}
