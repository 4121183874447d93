import Foundation
import Tensors

@testable import Grading
import GradingReports

/// Small reports by hand.
enum ReportFixtures {
  static let linear = ExerciseID(pack: "Layers", name: "Linear")
  static let huber = ExerciseID(pack: "Losses", name: "Huber")

  /// 2026-11-21, half past five.
  static let created = Date(timeIntervalSince1970: 1_795_282_200)

  static let empty = Report([], created: created)

  static func report(
    _ outcome: Report.Outcome,
    title: String = "Fully connected layer",
    problem: String? = nil
  ) -> Report {
    Report(
      [
        Report.Exercise(id: linear, title: title, points: 10, outcome: outcome),
        Report.Exercise(
          id: huber,
          title: "Huber loss",
          points: 5,
          isCore: false,
          outcome: .notStarted
        ),
      ],
      created: created,
      problem: problem
    )
  }

  static func verdict(
    _ state: State,
    checks: [Check] = [],
    findings: [Finding] = [],
    output: PrintedOutput? = nil
  ) -> Verdict {
    Verdict(
      exercise: linear.description,
      state: state,
      possible: 10,
      checks: checks,
      findings: findings,
      sourcePath: linear.sourcePath,
      sourceLine: 31,
      sourceHash: "abc",
      output: output,
      run: "run",
      seed: Exercise.defaultSeed,
      seconds: 0.25
    )
  }

  /// A gradient of which one entry is twice too large.
  static let difference = Difference(
    place: "random probe 1",
    yours: .tensor([1, 4]),
    reference: .tensor([1, 2]),
    numeric: .tensor([1, 2]),
    bound: 4e-12,
    agreesWithNumeric: false,
    count: 1,
    worst: [1]
  )

  static let wrong = verdict(
    .wrong,
    checks: [
      Check(.forward, .passed, possible: 4, probes: 4),
      Check(
        .gradient("bias"),
        .failed,
        possible: 6,
        probes: 4,
        findings: [
          .differs(difference),
          .knownMistake(name: "doubled", sentence: "It was counted twice."),
          .smallestCase(
            SmallestCase(
              arguments: Exercise.Arguments(names: ["x"], values: [.tensor([[1], [1]])]),
              upstream: .tensor([[1], [1]]),
              subject: .gradient("bias"),
              yours: .tensor([4]),
              reference: .tensor([2]),
              entry: [0],
              terms: [.init(upstream: 1, slope: 1), .init(upstream: 1, slope: 1)]
            )
          ),
        ]
      ),
    ]
  )

  static let passed = verdict(.passed, checks: [Check(.forward, .passed, possible: 10, probes: 4)])

  /// Output with which a student might attack the reader's browser or the format.
  static let hostile = """
    <script>alert(1)</script> "quoted" 'single' & ``` | \u{1B}[31m \u{202E} </pre></details> ]]>
    """

  static let hostileVerdict = verdict(
    .wrong,
    checks: [
      Check(
        .gradient("<b>"),
        .failed,
        possible: 10,
        findings: [.threw(place: "a probe", error: hostile)]
      )
    ],
    findings: [
      .harness(hostile), .compiler(lines: [hostile], signatures: [hostile], inGrader: true),
    ],
    output: PrintedOutput(head: [hostile], bytes: 5_000, file: "x")
  )
}
