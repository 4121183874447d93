import Foundation
import Grading
import Synchronization
import Tensors
import Testing

@Suite("A type with operators and methods")
struct TypeTests {
  static func judged(_ student: Implementation) throws -> Judge.Judgement {
    try Judge(DualGrader.exercise, DualGrader.certification).judge(student)
  }

  static func names(_ judgement: Judge.Judgement) -> [String] {
    judgement.findings.compactMap { if case .knownMistake(let name, _) = $0 { name } else { nil } }
  }

  @Test("each result of a member has points of its own")
  func right() throws {
    let judgement = try TypeTests.judged(Duals.right)
    #expect(judgement.state == .passed, "\(judgement.findings)")
    #expect(
      judgement.checks.map { Wording.name($0.subject) } == [
        "Dual(constant:), value", "Dual(constant:), slope", "a + b, value", "a + b, slope",
        "a · b, value", "a · b, slope", "a ÷ b, value", "a ÷ b, slope", "exp a, value",
        "exp a, slope",
      ]
    )
    #expect(judgement.checks.map(\.possible) == Array(repeating: 1, count: 10))
    #expect(Wording.line(judgement.checks[3]) == "✔ a + b, slope: right on 3 probes")
    let tape = try Judge(TapeGrader.exercise, TapeGrader.certification).judge(Tapes.right)
    #expect(tape.state == .passed, "\(tape.findings)")
  }

  @Test(
    "graders of types are certified",
    arguments: [DualGrader.self, TapeGrader.self] as [any Certified.Type]
  )
  func certified(grader: any Certified.Type) {
    let report = certify(grader)
    #expect(
      report.problems.isEmpty,
      "\(report.problems.map(\.description).joined(separator: "\n"))"
    )
    #expect(report.matrix.allSatisfy { $0.isSound })
    #expect(report.matrix.allSatisfy { !$0.probes.isEmpty })
    #expect(report.automatic.contains { $0.hasSuffix(": zeros") })
  }

  @Test("a member that is not written costs its own points")
  func notWritten() throws {
    let student = Duals.right.replacingMembers([
      "exp a": Implementation(function: { (_: [Double]) -> Duals.Parts in throw NotStarted() })
    ])
    let judgement = try TypeTests.judged(student)
    #expect(judgement.state == .wrong)
    #expect(judgement.checks.count { $0.mark == .passed } == 8)
    #expect(Wording.line(judgement.checks[8]) == "○ exp a, value: not written yet")
    let stub = try TypeTests.judged(Duals.unwritten)
    #expect(stub.state == .notStarted)
  }

  @Test("several wrong members get a sentence each")
  func twoMistakes() throws {
    let student = Duals.right.replacingMembers([
      "a · b": Duals.function { a, b in (value: a[0] * b[0], slope: a[1] * b[1]) },
      "exp a": Implementation(function: { (a: [Double]) in
        (value: exp(a[0]), slope: exp(a[0]))
      }),
    ])
    let judgement = try TypeTests.judged(student)
    #expect(TypeTests.names(judgement) == ["product of the slopes", "inner derivative missing"])
    #expect(
      judgement.checks.filter { $0.mark == .failed }.map { Wording.name($0.subject) } == [
        "a · b, slope", "exp a, slope",
      ]
    )
  }

  @Test("a mistake that shows in several members is not named where only one of them has it")
  func onlyOneOfSeveral() throws {
    // The sum overwrites, and the product does not: that is not "= for +=" throughout.
    let overwriting = Tapes.members(of: TapeValue<Overwrites>.self)
    let sum = Tapes.right.replacing(member: "a + a", by: overwriting.member("a + a"))
    let judge = try Judge(TapeGrader.exercise, TapeGrader.certification)
    #expect(try TypeTests.names(judge.judge(sum)).isEmpty)
    #expect(try TypeTests.names(judge.judge(overwriting)) == ["= for +="])
  }

  @Test(
    "a mistake is named once, beside one that gives the same results in its member and others in another"
  )
  func namedOnce() throws {
    let doubled = Duals.function { a, b in (value: a[0] + b[0], slope: 2 * (a[1] + b[1])) }
    let one = Duals.right.replacingMembers(["a + b": doubled])
    let two = one.replacingMembers([
      "a · b": Duals.function { a, b in (value: a[0] * b[0], slope: 0) }
    ])
    let certification = Certification(
      reference: DualGrader.certification.reference,
      solution: Duals.right,
      alternatives: [],
      mistakes: [
        KnownMistake("sum doubled", "The slope of the sum is doubled.", one),
        KnownMistake("all linear", "The slope of the product is missing.", two),
      ]
    )
    let judge = try Judge(DualGrader.exercise, certification)
    #expect(try TypeTests.names(judge.judge(one)) == ["sum doubled"])
    #expect(try TypeTests.names(judge.judge(two)) == ["all linear"])
  }

  @Test("general explanations and the smallest case name the member")
  func explained() throws {
    let student = Duals.right.replacingMembers([
      "a + b": Duals.function { a, b in (value: a[0] + b[0], slope: -a[1] - b[1]) }
    ])
    let judgement = try TypeTests.judged(student)
    #expect(judgement.explanations == [.scaled(.number(-1))])
    #expect(judgement.smallest?.subject == .result("a + b, slope"))
    #expect(judgement.smallest?.arguments.names == ["a", "b"])
  }

  @Test("errors, shapes and values that are not finite are told of the member")
  func failures() throws {
    struct Refusal: Error {}
    let judgement = try TypeTests.judged(
      Duals.right.replacingMembers([
        "a + b": Duals.function { _, _ in throw Refusal() },
        "a · b": Duals.function { a, b in (value: a[0] * b[0], slope: .nan) },
        "exp a": Implementation(function: { (a: [Double]) in (value: a, slope: exp(a[0]) * a[1]) }),
      ])
    )
    let lines = judgement.checks.filter { $0.mark == .failed }.map(Wording.line)
    #expect(
      lines == [
        "✘ a + b, value: your function threw an error",
        "✘ a + b, slope: your function threw an error",
        "✘ a · b, slope: wrong", "✘ exp a, value: wrong",
      ]
    )
    #expect(judgement.findings.contains { if case .notFinite = $0 { true } else { false } })
    #expect(judgement.findings.contains { if case .wrongKind = $0 { true } else { false } })
  }

  @Test("a member that keeps something from an earlier call is told so, and the others are not")
  func state() throws {
    let kept = Mutex(0.0)
    let student = Duals.right.replacingMembers([
      "a + b": Duals.function { a, b in
        let earlier = kept.withLock { kept in
          defer { kept = a[0] }
          return kept
        }
        return (value: earlier + b[0], slope: a[1] + b[1])
      }
    ])
    let judgement = try TypeTests.judged(student)
    #expect(
      judgement.findings.contains { if case .keptFromEarlierCall = $0 { true } else { false } }
    )
    #expect(judgement.checks.count { $0.mark == .failed } == 2)
  }

  @Test("recorded answers give the same verdicts as the code")
  func recorded() throws {
    for grader in [DualGrader.self, TapeGrader.self] as [any Certified.Type] {
      let recording = try record(grader.exercise, grader.certification)
      try recording.check(grader.exercise, seed: Exercise.defaultSeed)
      let judge = try Judge(grader.exercise, recording.certification)
      for mistake in grader.certification.mistakes {
        let judgement = try judge.judge(mistake.implementation)
        #expect(TypeTests.names(judgement) == [mistake.name])
      }
    }
  }

  @Test("a member without a function is the grader's fault")
  func missingMember() throws {
    let few = Implementation(members: ["a + b": Duals.function { a, b in (value: 0, slope: 0) }])
    #expect(throws: HarnessError.noMember("Dual(constant:)")) { try TypeTests.judged(few) }
  }

  @Test("a member that was skipped is not called")
  func skipped() throws {
    let student = Duals.right.replacingMembers([
      "a · b": Duals.function { _, _ in fatalError("called") }
    ])
    let judge = try Judge(DualGrader.exercise, DualGrader.certification)
    let judgement = try judge.judge(student, skipping: [.result("a · b, value")])
    #expect(judgement.checks.count { $0.mark == .passed } == 8)
    #expect(judgement.checks.count { $0.mark == .notReached } == 2)
  }
}
