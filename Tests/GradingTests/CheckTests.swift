import Grading
import Synchronization
import Tensors
import Testing

@Suite("A check that a student writes")
struct CheckTests {
  static func judged(
    seed: UInt64 = Exercise.defaultSeed,
    _ accepts: @escaping @Sendable (TanhFunctions) throws -> Bool
  ) throws -> (judgement: Judge.Judgement, earned: Int, text: String) {
    let judge = try Judge(TanhCheckGrader.exercise, TanhCheckGrader.certification, seed: seed)
    let judgement = try judge.judge(Implementation(check: accepts))
    let lines = judgement.checks.flatMap { check in
      [Wording.line(check)] + check.findings.flatMap { Wording.text($0, about: check.subject) }
    }
    return (
      judgement, judgement.checks.reduce(0) { $0 + $1.earned }, lines.joined(separator: "\n")
    )
  }

  @Test("a check that accepts the right and rejects the wrong passes")
  func right() throws {
    let (judgement, earned, text) = try CheckTests.judged { try Checks.accepts($0) }
    #expect(judgement.state == .passed, "\(text)")
    #expect(earned == 10)
    #expect(text.contains("✔ right implementation accepted: in loops"))
    #expect(text.contains("✔ wrong implementation rejected: sign"))
  }

  @Test("the points are the share of wrong implementations that were rejected, rounded down")
  func share() throws {
    // An upstream gradient of ones does not show that it is forgotten: 3 of 4.
    let (judgement, earned, text) = try CheckTests.judged {
      try Checks.accepts($0, upstream: { _ in try .ones([2, 3]) })
    }
    #expect(judgement.state == .wrong)
    #expect(earned == 7)
    #expect(judgement.checks.reduce(0) { $0 + $1.possible } == 10)
    #expect(text.contains("✘ wrong implementation accepted: upstream forgotten"))
    #expect(text.contains("Your check accepted a backward that forgets the upstream gradient."))
  }

  @Test("a check that rejects a right implementation earns nothing, and is told which")
  func rejectsRight() throws {
    let (judgement, earned, text) = try CheckTests.judged { functions in
      // The bits of another formula are other bits.
      let x: Tensor = [[0.3, -1.2]]
      return try functions.backward([[1, 2]], x) == TanhFunctions().backward([[1, 2]], x)
    }
    #expect(judgement.state == .wrong)
    #expect(earned == 0)
    #expect(text.contains("✘ right implementation rejected: in loops"))
    #expect(text.contains("It computes one entry at a time"))
    #expect(text.contains("– wrong implementation rejected, without points: sign"))
  }

  @Test("a check that throws on a right implementation rejects it, and its error is shown")
  func throwsOnRight() throws {
    struct Refusal: Error, CustomStringConvertible { var description = "no loops, please" }
    let (_, earned, text) = try CheckTests.judged { functions in
      guard try functions.forward([0.3, -1.2]) == tanh([0.3, -1.2]) else { throw Refusal() }
      return try Checks.accepts(functions)
    }
    #expect(earned == 0)
    #expect(text.contains("✘ right implementation rejected: in loops"), "\(text)")
    #expect(text.contains("no loops, please"))
  }

  @Test("a check that is not written is not started")
  func notWritten() throws {
    let (judgement, _, text) = try CheckTests.judged { _ in throw NotStarted() }
    #expect(judgement.state == .notStarted)
    #expect(text.contains("○ not written yet: wrong implementation, sign"))
  }

  @Test(
    "counting the calls earns nothing, whatever the seed",
    arguments: 1...20 as ClosedRange<UInt64>
  )
  func counting(seed: UInt64) throws {
    let calls = Mutex(0)
    let (judgement, earned, text) = try CheckTests.judged(seed: seed) { _ in
      calls.withLock { calls in
        calls += 1
        return calls <= 2 || calls > 10 && calls <= 14
      }
    }
    #expect(judgement.state == .wrong)
    #expect(earned == 0, "\(text)")
  }

  @Test("an answer that depends on the calls before it is told as such")
  func state() throws {
    // The first gradient is kept, and taken for the right one.
    let first = Mutex<Tensor?>(nil)
    let (_, earned, text) = try CheckTests.judged { functions in
      let gradient = try functions.backward([2], [-1])
      return first.withLock { first in
        defer { first = gradient }
        return first == gradient
      }
    }
    #expect(earned == 0)
    #expect(text.contains("with two answers"), "\(text)")
    #expect(text.contains("the result depends on the calls before it"), "\(text)")
  }

  @Test("graders of checks are certified, or refused with a reason")
  func certified() {
    let sound = certify(TanhCheckGrader.self)
    #expect(sound.problems.isEmpty, "\(sound.problems)")
    #expect(sound.automatic.contains("the check looks at zeros only"))
    #expect(sound.automatic.contains("upstream of ones"))
    let refused: [(any Certified.Type, String)] = [
      (ZerosSufficeGrader.self, "\"the check looks at zeros only\" passes: add a wrong candidate"),
      (WeakSolutionGrader.self, "the solution and the reference disagree"),
      (FewCandidatesGrader.self, "at least 2 right and 3 wrong candidates are needed"),
    ]
    for (grader, reason) in refused {
      let text = certify(grader).problems.map(\.description).joined(separator: "\n")
      #expect(text.contains(reason), "\(text)")
    }
  }

  @Test("a handout judges without the code of the certification")
  func recorded() throws {
    let recording = try record(TanhCheckGrader.exercise, TanhCheckGrader.certification)
    try recording.check(TanhCheckGrader.exercise, seed: Exercise.defaultSeed)
    let judge = try Judge(TanhCheckGrader.exercise, recording.certification)
    #expect(try judge.judge(Checks.right).state == .passed)
    #expect(try judge.judge(Checks.onesOnly).state == .wrong)
  }

  @Test("candidates of another type are the grader's fault")
  func otherType() throws {
    struct Other: TestedFunctions { func atZeros() -> [Double] { [] } }
    let judge = try Judge(TanhCheckGrader.exercise, TanhCheckGrader.certification)
    #expect(throws: HarnessError.otherCandidate(wanted: "Other", given: "TanhFunctions")) {
      try judge.judge(Implementation(check: { (_: Other) in true }))
    }
  }
}
