import Tensors
import Testing

@testable import Grading

@Suite("Messages")
struct WordingTests {
  @Test("different numbers are shown with enough digits to see the difference")
  func digitsApart() {
    let outside = Finding.property(
      place: "a probe",
      measured: 0.01716,
      expected: 0.01825,
      allowed: 0.00106
    )
    #expect(
      Wording.text(outside, about: .property(.standardDeviation))[0]
        == "On a probe: measured 0.01716, expected 0.01825 ± 0.00106."
    )
    let far = Finding.property(place: "a probe", measured: 0.07, expected: 0.02, allowed: 0.0008)
    #expect(
      Wording.text(far, about: .property(.mean))[0]
        == "On a probe: measured 0.07, expected 0.02 ± 8e-4."
    )
    let step = SmallestCase(
      arguments: Exercise.Arguments(names: ["v"], values: [.number(1)]),
      upstream: nil,
      subject: .result("v"),
      yours: .number(2),
      reference: .number(3),
      entry: [],
      terms: []
    )
    #expect(
      Wording.text(.smallestCase(step), about: .result("v")) == [
        "Smallest case: v = 1", "               new v = 3; yours is 2",
      ]
    )
    let lists = Difference(
      place: "a probe",
      yours: .tensors([[0.61600001]]),
      reference: .tensors([[0.616]]),
      agreesWithNumeric: false,
      count: 1,
      worst: []
    )
    #expect(
      Wording.text(.differs(lists), about: .result("gradients")) == [
        "On a probe:",
        "[0]  ✘ 1 of 1 entries differs, most at [0]: yours 0.61600001, right 0.61600000",
      ]
    )
    #expect(
      Wording.text(.wrongShape(place: "a probe", yours: [40], expected: [161]), about: .goal("all"))
        == ["On a probe, you returned 40 answers, but 161 are needed."]
    )
  }

  @Test("a wrong gradient reads like this")
  func message() {
    let verdict = Verdict(
      exercise: "layers/linear",
      state: .wrong,
      possible: 10,
      checks: [
        Check(.forward, .passed, possible: 4, probes: 4),
        Check(
          .gradient("bias"),
          .failed,
          possible: 6,
          probes: 4,
          findings: [
            .differs(
              Difference(
                place: "random probe 1",
                yours: .tensor([0.124, -0.031]),
                reference: .tensor([0.372, -0.093]),
                numeric: .tensor([0.372, -0.093]),
                bound: 4e-12,
                agreesWithNumeric: false,
                count: 2,
                worst: [0]
              )
            ),
            .knownMistake(name: "averaged", sentence: "It was averaged over the batch."),
            .smallestCase(
              SmallestCase(
                arguments: Exercise.Arguments(names: ["x"], values: [.tensor([[1], [1]])]),
                upstream: .tensor([[1], [1]]),
                subject: .gradient("bias"),
                yours: .tensor([1]),
                reference: .tensor([2]),
                entry: [0],
                terms: [.init(upstream: 1, slope: 1), .init(upstream: 1, slope: 1)]
              )
            ),
          ]
        ),
      ],
      sourcePath: "Exercises/Layers/Linear.swift",
      sourceLine: 31,
      sourceHash: "",
      run: "",
      seed: 0
    )
    let expected = """
      ✘ Linear · 4 of 10 points                    Exercises/Layers/Linear.swift:31
        ✔ forward agrees with the reference on 4 probes                         4/4
        ✘ backward: ∂L/∂bias is wrong                                           0/6
            On random probe 1:
            yours      [ 0.124, -0.031]
            reference  [ 0.372, -0.093]   = finite differences of your forward, ± 4e-12
            It was averaged over the batch.
            Smallest case: x = [[1], [1]], upstream = [[1], [1]]
                           ∂L/∂bias = [2]; yours is [1]
                           upstream · ∂output/∂bias, for each entry of the output: 1·1 + 1·1 = 2
        again: GRADSCHOOL_SEED=0 swift test --filter layers/linear
        next hint: swift run gradschool hint layers/linear
      """
    #expect(VerdictMessage(verdict, title: "Linear", width: 77).text == expected)
  }

  @Test("the sum behind an entry is shown when there is something to add or multiply")
  func arithmetic() {
    func lines(_ terms: [(Double, Double)]) -> [String] {
      Wording.arithmetic(
        SmallestCase(
          arguments: Exercise.Arguments(names: ["z"], values: [.tensor([1, 2])]),
          upstream: nil,
          subject: .gradient("z"),
          yours: .tensor([0, 0]),
          reference: .tensor([0, 1]),
          entry: [1],
          terms: terms.map { .init(upstream: $0.0, slope: $0.1) }
        )
      )
    }
    #expect(lines([]) == [])
    #expect(lines([(1, 0.5)]) == [])
    #expect(lines([(-3, 0.5)]) == ["at [1], upstream · ∂output/∂z: (-3)·0.5 = -1.5"])
    #expect(
      lines([(1, -0.25), (0, 0.25)]) == [
        "at [1], upstream · ∂output/∂z, for each entry of the output: 1·(-0.25) + 0·0.25 = -0.25"
      ]
    )
  }

  @Test(
    "a smallest case shows as many digits as it takes to see more than rounding",
    arguments: [
      ([0.994_66], [0.994_56], "new w = [0.99466]; yours is [0.99456]"),
      ([0.5], [0.4], "new w = [0.5]; yours is [0.4]"),
      ([1.25], [1.2501], "new w = [1.25]; yours is [1.2501]"),
      ([1 + 1e-9], [1], "new w = [1.000000001]; yours is [1]"),
      ([1 / 3], [2.0 / 3], "new w = [0.3333]; yours is [0.6667]"),
      ([1 / 3, 2], [0.333_3, 2], "new w = [0.333333, 2.000000]; yours is [0.3333, 2.0000]"),
    ] as [([Double], [Double], String)]
  )
  func digits(_ right: [Double], _ yours: [Double], _ expected: String) {
    let smallest = SmallestCase(
      arguments: Exercise.Arguments(names: ["w"], values: [.tensor(Tensor(right))]),
      upstream: nil,
      subject: .result("w"),
      yours: .tensor(Tensor(yours)),
      reference: .tensor(Tensor(right)),
      entry: [0],
      terms: []
    )
    let lines = Wording.text(.smallestCase(smallest), about: .result("w"))
    #expect(lines.last.map { String($0.trimmingPrefix { $0 == " " }) } == expected)
  }

  @Test(
    "a factor is a fraction of small numbers where it is one",
    arguments: [
      (3.0 / 5, "3/5 of"), (1.0 / 12, "1/12 of"), (12, "12 times"), (-0.5, "−1/2 of"),
      (-4, "−4 times"),
      (5.0 / 3, "5/3 of"), (1.2345678, "1.235 times"),
    ] as [(Double, String)]
  )
  func multiples(_ value: Double, _ words: String) { #expect(Wording.multiple(value) == words) }

  @Test("finite differences have their own row if they differ from the reference")
  func oracles() {
    func lines(_ numeric: Value, bound: Double?) -> [String] {
      let difference = Difference(
        place: "random probe 1",
        yours: .tensor([[1, 1], [1, 1]]),
        reference: .tensor([[2, 2], [2, 2]]),
        numeric: numeric,
        bound: bound,
        agreesWithNumeric: false,
        count: 4,
        worst: [0, 0]
      )
      return Wording.text(.differs(difference), about: .gradient("x"))
    }
    #expect(
      lines(.tensor([[2, 2], [2, 2.000_000_1]]), bound: 1e-6) == [
        "On random probe 1:", "yours      [[1, 1],", "            [1, 1]]",
        "reference  [[2, 2],", "            [2, 2]]   = finite differences of your forward, ± 1e-6",
      ]
    )
    #expect(
      lines(.tensor([[3, 3], [3, 3]]), bound: nil) == [
        "On random probe 1:", "yours      [[1, 1],", "            [1, 1]]",
        "numeric    [[3, 3],", "            [3, 3]]   finite differences of your forward",
        "reference  [[2, 2],", "            [2, 2]]",
      ]
    )
  }

  @Test(
    "in a narrow terminal sentences fill the lines; broken twice, they would have stumps",
    arguments: [40, 60, 80]
  )
  func narrow(_ width: Int) {
    let sentence = (1...40).map { "word\($0)" }.joined(separator: " ")
    let finding = Finding.knownMistake(name: "averaged", sentence: sentence)
    let verdict = Verdict(
      exercise: "layers/linear",
      state: .wrong,
      possible: 2,
      checks: [Check(.result("r"), .failed, possible: 1, findings: [finding])],
      sourcePath: "",
      sourceHash: "",
      run: "",
      seed: Exercise.defaultSeed
    )
    let lines = VerdictMessage(verdict, title: "", width: width).lines.filter {
      $0.contains("word")
    }
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.dropLast().allSatisfy { $0.count + "word40".count + 1 > width })
    #expect(lines.map { $0.drop { $0 == " " } }.joined(separator: " ") == sentence)
  }

  @Test(
    "an error that spoils several results is told once; where a mistake is named, no more is made of it"
  )
  func brevity() {
    let error = Finding.threw(place: "random probe 1", error: "no such row")
    let named = Finding.knownMistake(name: "averaged", sentence: "It was averaged.")
    func text(_ findings: [[Finding]]) -> String {
      let checks = findings.enumerated().map {
        Check(.result("r\($0)"), .failed, possible: 1, findings: $1)
      }
      return VerdictMessage(
        Verdict(
          exercise: "layers/linear",
          state: .wrong,
          possible: 2,
          checks: checks,
          sourcePath: "",
          sourceHash: "",
          run: "",
          seed: Exercise.defaultSeed
        ),
        title: "Linear"
      ).text
    }
    let twice = text([[error], [error]])
    #expect(twice.ranges(of: "no such row").count == 1)
    #expect(twice.ranges(of: "threw an error").count == 3)
    #expect(text([[.notLinear]]).contains("not linear in the upstream"))
    #expect(!text([[.notLinear, named]]).contains("not linear in the upstream"))
  }

  @Test("a larger result is shown as a map of signs, with the entry that differs most")
  func map() throws {
    var yours = try Tensor.zeros([3, 10])
    yours[1, 2] = 0.5
    yours[2, 9] = -2
    yours[0, 0] = .nan
    let difference = Difference(
      place: "random probe 1",
      yours: .tensor(yours),
      reference: .tensor(try .zeros([3, 10])),
      agreesWithNumeric: false,
      count: 3,
      worst: [2, 9]
    )
    let text = Wording.text(.differs(difference), about: .forward).joined(separator: "\n")
    #expect(
      text == """
        On random probe 1:
        3 of 30 entries differ, most at [2, 9]: yours -2.0, right 0.0.
        · right   + too large   − too small
          !·········
          ··+·······
          ·········−
        """
    )
  }

  @Test("numbers that differ in a late decimal are shown with enough digits")
  func digits() {
    let difference = Difference(
      place: "random probe 1",
      yours: .number(0.894_512_345),
      reference: .number(0.894_512_399),
      agreesWithNumeric: false,
      count: 1,
      worst: []
    )
    let lines = Wording.text(.differs(difference), about: .forward)
    #expect(lines.contains("yours      0.89451234") || lines.contains("yours      0.89451235"))
    #expect(lines.contains("reference  0.89451240"))
  }

  @Test("the message names the wrong tensors of a list")
  func list() throws {
    let difference = Difference(
      place: "random probe 1",
      yours: .tensors([[1, 2], [[3], [0.5]]]),
      reference: .tensors([[1, 2], [[3], [4]]]),
      agreesWithNumeric: false,
      count: 1,
      worst: [3]
    )
    let text = Wording.text(.differs(difference), about: .forward).joined(separator: "\n")
    #expect(
      text == """
        On random probe 1:
        [0]  ✔
        [1]  ✘ 1 of 2 entries differs, most at [1, 0]: yours 0.5, right 4
        """
    )
  }

  @Test("every finding has a sentence, and none shows Swift's own notation")
  func everyFinding() {
    let findings: [Finding] = [
      .threw(place: "logits of ±1000 and 0", error: "No."),
      .notRepeatable(place: "logits of ±1000 and 0"),
      .keptFromEarlierCall(place: "logits of ±1000 and 0"), .trivialForward,
      .cutOff(numbers: 40_000, expected: 54, isUpper: true),
      .differenceQuotient(forwards: 198, numbers: 99),
      .differenceQuotient(forwards: nil, numbers: nil), .ignoresUpstream,
      .wrongShape(place: "logits of ±1000 and 0", yours: [2], expected: [1]), .notLinear,
      .wrongShapes(
        place: "logits of ±1000 and 0",
        yours: [[2], [3, 1]],
        expected: [[2], [1, 3]]
      ),
      .wrongShapes(place: "logits of ±1000 and 0", yours: [[2]], expected: [[2], [1, 3]]),
      .wrongLengths(
        place: "logits of ±1000 and 0",
        yours: [[2], [3, 1]],
        expected: [[2], [3, 3]]
      ),
      .wrongLengths(
        place: "logits of ±1000 and 0",
        yours: [[2], [3, 1]],
        expected: [[2], [1, 3]]
      ),
      .wrongKind(place: "logits of ±1000 and 0", yours: "Double", expected: "Tensor"),
      .missing(place: "logits of ±1000 and 0", returned: []),
      .arguments(yours: ["Int"], expected: ["Tensor"]),
      .allZero(place: "logits of ±1000 and 0"), .faultRemains,
      .faultRepaired(
        FaultRepair(
          line: 14,
          was: String(repeating: "a", count: 98),
          now: Array(repeating: String(repeating: "b", count: 98), count: 5),
          sentence: "It was averaged over the batch."
        )
      ),
      .notFinite(
        place: "logits of ±1000 and 0",
        count: 1,
        total: 1,
        first: [],
        yours: .number(.nan)
      ),
      .property(place: "logits of ±1000 and 0", measured: 1, expected: 2, allowed: 0.1),
      .property(place: "logits of ±1000 and 0", measured: 3, expected: 2, allowed: 0),
      .drawn(.values, place: "logits of ±1000 and 0", measured: 1, expected: 1.429, allowed: 0),
      .drawn(.mean, place: "logits of ±1000 and 0", measured: 1, expected: 2, allowed: 0.1),
      .drawn(.range, place: "logits of ±1000 and 0", measured: 1, expected: 2, allowed: 0),
      .drawn(.independence, place: "logits of ±1000 and 0", measured: 1, expected: 0, allowed: 0.1),
      .drawn(
        .distribution("normal"),
        place: "logits of ±1000 and 0",
        measured: 1,
        expected: 0,
        allowed: 0.1
      ),
      .drawsNotRecorded, .source(place: "logits of ±1000 and 0", .foreign),
      .source(place: "logits of ±1000 and 0", .ignored),
      .source(place: "logits of ±1000 and 0", .copied),
      .oraclesDisagree(place: "logits of ±1000 and 0", entry: [0, 2], analytic: 3, numeric: 2),
      .crashed(Crash(activity: nil, reason: nil, signal: "SIGSEGV", line: nil, function: nil)),
      .timedOut(activity: "forward", seconds: 5, processor: true),
      .timedOut(activity: nil, seconds: 60, processor: false),
      .misbehaved(activity: nil, .stoppedItself),
      .misbehaved(activity: "forward", .flood(megabytes: 32, seconds: 15)),
      .misbehaved(activity: nil, .processes(70)),
      .misbehaved(activity: nil, .files(megabytes: 80, count: 1)),
      .misjudged(isRight: true, sentence: "It computes one entry at a time, from exponentials."),
      .misjudged(isRight: false, sentence: "Your check accepted a gradient with the wrong sign."),
      .outOfMemory(activity: nil, megabytes: 512), .exited(activity: nil, status: 0),
      .compiler(lines: ["error: no"], signatures: ["func f()"], inGrader: true), .harness("No."),
    ]
    for finding in findings {
      let lines = Wording.text(finding, about: .gradient("x"))
      let text = lines.joined(separator: "\n")
      #expect(text.count > 10)
      // With its margin of six, a line must fit into a message of 100 columns.
      #expect(lines.allSatisfy { $0.count <= 94 }, "\(text)")
      #expect(!text.contains("Optional(") && !text.contains("Finding"), "\(text)")
      // A title is the same for all students, whatever the probe and the numbers.
      guard let title = Wording.title(finding) else { continue }
      #expect(title.count < 60 && !title.contains("logits"), "\(title)")
      #expect(title.firstMatch(of: /[0-9]{2}/) == nil, "\(title)")
    }
  }

  @Test("the title of an explanation has its meaning, and no number of one student")
  func titles() {
    let axes = [Exercise.Axis.axis("N", "batch size", 37)]
    let titles: [(Explanation, String)] = [
      (.scaled(.number(-1)), "the wrong sign"), (.scaled(.number(3)), "3 times the right value"),
      (.scaled(.varying(["a": 1.37, "b": 37])), "a factor that changes from probe to probe"),
      (.scaled(.sizes(number: 1, powers: ["N": -1])), "divided by N once too often"),
      (.scaled(.sizes(number: 1, powers: ["N": 1])), "N times the right value"),
      (.scaled(.sizes(number: 2, powers: ["N": -1, "D": 1])), "a wrong factor with D and N in it"),
      (.notSummed(axis: "N"), "not summed over N (the batch size)"),
      (.onlyWhere(.negative("x")), "right, except where x is negative"),
      (.inexact(3.7e-7), "close, with errors above rounding"),
      (.offset(0.37), "every entry is off by one number"),
      (.elements([0, 2], .wrongAxis), "[0] and [2] of the list: right for another axis"),
    ]
    for (explanation, title) in titles {
      #expect(Wording.title(.explanation(explanation, axes: axes)) == title)
    }
  }

  @Test(
    "the message of a signal explains its name",
    arguments: ["SIGABRT", "SIGALRM", "SIGFPE", "SIGXCPU", "SIGUSR1", "signal 40"]
  )
  func signals(name: String) {
    let crash = Crash(activity: nil, reason: nil, signal: name, line: nil, function: nil)
    let text = Wording.text(.crashed(crash), about: nil)[0]
    #expect(text.hasPrefix("Your code crashed: \(name)"))
    #expect(text.split(separator: " ").count > 7)
  }

  @Test("a name that two files declare is explained, because the compiler shows one file")
  func redeclaration() {
    func text(_ line: String) -> String {
      Wording.text(.compiler(lines: [line], signatures: [], inGrader: false), about: nil)
        .joined(separator: " ")
    }
    #expect(text("error: invalid redeclaration of 'sigma'").contains("write private"))
    #expect(!text("error: cannot find 'sigma' in scope").contains("private"))
  }

  @Test(
    "numbers are brief",
    arguments: [
      (1.0, "1"), (0.5, "0.5"), (4.04e-12, "4e-12"), (-1.25e-7, "-1.3e-7"), (1234.5678, "1234.568"),
      (2e9, "2e9"), (0, "0"),
    ]
  )
  func brief(value: Double, text: String) { #expect(NumberFormat.brief(value) == text) }

  @Test("the report card has a row for each pack and the next step")
  func reportCard() {
    func verdict(_ id: String, _ state: State, _ earned: Int) -> Verdict {
      Verdict(
        exercise: id,
        state: state,
        possible: 10,
        checks: [Check(.forward, .passed, possible: earned)],
        sourcePath: "Exercises/A/B.swift",
        sourceLine: 7,
        sourceHash: "",
        run: "",
        seed: 0
      )
    }
    let card = ReportCard(
      [
        verdict("losses/mse", .notStarted, 0), verdict("layers/linear", .wrong, 8),
        verdict("layers/dropout", .passed, 10),
      ],
      order: ["losses/mse", "layers/linear"]
    )
    #expect(
      card.text == """
        GradSchool: 1 of 3 exercises passed, 18 of 30 points
          losses  0 of 10 points   ○
          layers  18 of 20 points  ✘✔
          ✘ Exercises/A/B.swift:7  not right yet
        """
    )
    let first = ReportCard([verdict("losses/mse", .notStarted, 0)], order: [])
    #expect(
      first.text.hasPrefix("GradSchool: you have not started an exercise yet, and none has failed.")
    )
    #expect(first.text.contains("  losses  0 of 10 points  ○\n"))
    #expect(first.text.contains("swift run gradschool watch"))
  }

  @Test("an error names the function that threw, and what it costs in backward")
  func errors() {
    let finding = Finding.threw(place: "a probe", error: "no")
    #expect(
      Wording.text(finding, about: .gradient("b")) == [
        "On a probe, your backward threw an error:", "  no",
        "An error ends the whole function: no gradient that it returns can be judged.",
      ]
    )
    #expect(
      Wording.text(finding, about: .forward) == [
        "On a probe, your forward threw an error:", "  no",
      ]
    )
    #expect(Wording.text(finding, about: nil)[0] == "On a probe, your function threw an error:")
  }

  @Test("what to look for in a result that is not finite is said once")
  func notFiniteOnce() {
    let broken = Finding.notFinite(
      place: "a probe",
      count: 1,
      total: 1,
      first: [],
      yours: .number(.nan)
    )
    let explained = Finding.explanation(.overflow, axes: [])
    let once = [broken, explained].flatMap { Wording.text($0, about: .forward) }
    let more = [broken, explained].flatMap {
      Wording.text($0, about: .gradient("x"), isBrief: true)
    }
    let text = (once + more).joined(separator: " ")
    #expect(text.ranges(of: "Look for").count == 1, "\(text)")
  }

  @Test("two numbers that differ are shown with a difference of more than a rounded last digit")
  func apart() {
    func texts(_ one: Double, _ other: Double) -> [String] {
      let format = Wording.format(telling: one, from: other, among: [one, other])
      return [format.text(one), format.text(other)]
    }
    #expect(texts(0.0164301, 0.0164132) == ["0.016430", "0.016413"])
    #expect(texts(0.01642, 0.01641) == ["0.01642", "0.01641"])
    #expect(texts(0.12345678, 0.12335678) == ["0.123457", "0.123357"])
    let lists = Finding.differs(
      Difference(
        place: "a probe",
        yours: .tensors([[0.0164301]]),
        reference: .tensors([[0.0164132]]),
        agreesWithNumeric: false,
        count: 1,
        worst: []
      )
    )
    #expect(Wording.text(lists, about: .forward)[1].hasSuffix("yours 0.016430, right 0.016413"))
  }
}
