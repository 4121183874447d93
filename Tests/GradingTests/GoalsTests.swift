import Grading
import Tensors
import Testing

/// Goals, known mistakes by a predicate, and counted arguments, on a small task: the parity of every number.
@Suite("Goals")
struct GoalsTests {
  private static let numbers = Exercise.Input.made("numbers") { _, random in
    (0..<40).map { 2 * random.integer(below: 50) + $0 % 2 }
  }

  private static func parity(_ arguments: Exercise.Arguments) -> [Int] {
    guard case .integers(let numbers) = arguments["numbers"] else { return [] }
    return numbers.map { $0 % 2 }
  }

  private static func exercise(truth: @escaping @Sendable (Exercise.Arguments) -> [Int?])
    -> Exercise
  {
    Exercise(
      .goals([
        .accuracy("accuracy on the first half", atLeast: 0.9) { arguments in
          truth(arguments).enumerated().map { $0.offset < 20 ? $0.element : nil }
        },
        .accuracy("accuracy on the second half", atLeast: 0.8) { arguments in
          truth(arguments).enumerated().map { $0.offset < 20 ? nil : $0.element }
        },
      ]),
      points: 5,
      inputs: [numbers],
      student: answering { $0.map { $0 % 2 } },
      file: "FixturesTests/Parity.swift"
    )
  }

  private static func answering(
    _ answer: @escaping @Sendable ([Int]) throws -> [Int]
  ) -> Implementation {
    Implementation(function: answer)
  }

  private static let right = answering { $0.map { $0 % 2 } }

  private static let constant = KnownMistake(
    "one answer for all",
    "Every answer is the same.",
    answering { $0.map { _ in 1 } },
    recognisedBy: { (answers: [Int], _) in Set(answers).count == 1 }
  )

  private static let inverted = KnownMistake(
    "the other way round",
    "Odd and even are swapped.",
    answering { $0.map { 1 - $0 % 2 } },
    recognisedBy: { (answers: [Int], arguments) in answers == parity(arguments).map { 1 - $0 } }
  )

  private static let shifted = KnownMistake(
    "classes counted from 1",
    "Classes are counted from 0.",
    answering { $0.map { 1 + $0 % 2 } },
    recognisedBy: { (answers: [Int], arguments) in answers == parity(arguments).map { 1 + $0 } }
  )

  private static let certification = Certification(
    reference: right,
    solution: right,
    alternatives: [Alternative("by the last bit", answering { $0.map { $0 & 1 } })],
    mistakes: [constant, inverted, shifted]
  )

  private static func judged(
    _ answer: @escaping @Sendable ([Int]) throws -> [Int]
  ) throws -> Judge.Judgement {
    try Judge(exercise(truth: { parity($0) }), certification).judge(answering(answer))
  }

  @Test("a goal is passed when enough answers are right, and earns its share of the points")
  func shares() throws {
    let all = try GoalsTests.judged { $0.map { $0 % 2 } }
    #expect(all.state == .passed)
    #expect(all.checks.map(\.possible) == [2, 3])
    // Wrong on purpose: 2 of the 20 in each half.
    let most = try GoalsTests.judged {
      $0.enumerated().map { ($0.element + ($0.offset % 10 == 0 ? 1 : 0)) % 2 }
    }
    #expect(most.state == .passed)
    // Wrong on purpose: 3 of 20, too many for the first half and not for the second.
    let fewer = try GoalsTests.judged {
      $0.enumerated().map { ($0.element + ($0.offset % 20 < 3 ? 1 : 0)) % 2 }
    }
    #expect(fewer.marks == [.failed, .passed])
    #expect(
      fewer.findings == [
        .goalMissed(place: "random probe 1", right: 17, total: 20, minimum: 0.9)
      ]
    )
    #expect(fewer.named.isEmpty)
  }

  @Test("the message says how many answers are right, and never rounds up to the goal")
  func wording() {
    let finding = Finding.goalMissed(place: "a probe", right: 9_499, total: 10_000, minimum: 0.95)
    #expect(
      Wording.text(finding, about: .goal("accuracy"))
        == ["On a probe, 9499 of 10000 are right: 94.9 %. At least 95 % must be right."]
    )
    let missed = Check(.goal("accuracy"), .failed, possible: 1, probes: 2, findings: [finding])
    #expect(Wording.line(missed) == "✘ accuracy is too low")
    let passed = Check(.goal("accuracy"), .passed, possible: 1, probes: 2)
    #expect(Wording.line(passed) == "✔ accuracy is high enough on 2 probes")
  }

  @Test("one class for all blames nothing that the answers do not show: the loss decides")
  func causes() {
    let mistakes = TrainingMistakes({ _ in throw NotStarted() }, classes: 3)
    let sentence = mistakes.oneClass.sentence
    for part in [
      "If it grows, or jumps up and down: subtract the gradients",
      "If it stays near log 3 ≈ 1.099, the loss of equal scores: begin with random weights",
      "If it becomes small: the points must go through the same layers",
      "Otherwise: print some scores.",
    ] {
      #expect(sentence.contains(part), "\(sentence)")
    }
  }

  @Test("a stub, an error, a wrong count and changing answers get different findings")
  func otherFailures() throws {
    #expect(try GoalsTests.judged { _ in throw NotStarted() }.state == .notStarted)
    let short = try GoalsTests.judged { Array($0.dropLast()) }
    #expect(
      short.findings.first
        == .wrongShape(place: "random probe 1", yours: [39], expected: [40])
    )
    let failing = try GoalsTests.judged { _ in throw TensorError.negativeSize(shape: [-1]) }
    #expect(failing.marks == [.failed, .failed])
    let unsteady = try GoalsTests.judged { $0.map { _ in Int.random(in: 0...1_000_000) } }
    #expect(unsteady.findings.first == .notRepeatable(place: "random probe 1"))
  }

  @Test("a predicate recognises a mistake, whatever code made it")
  func predicate() throws {
    #expect(try GoalsTests.judged { $0.map { _ in 7 } }.named == ["one answer for all"])
    #expect(try GoalsTests.judged { $0.map { ($0 + 1) % 2 } }.named == ["the other way round"])
  }

  private struct Sound: Certified {
    static let exercise = GoalsTests.exercise(truth: { parity($0) })
    static let certification = GoalsTests.certification
  }

  /// A right answer that is the same everywhere.
  private struct Vacuous: Certified {
    static let exercise = GoalsTests.exercise(truth: { parity($0).map { _ in 1 } })
    static let certification = GoalsTests.certification
  }

  /// Goals are not compared with the reference, so a wrong reference must be found in another way.
  private struct WrongReference: Certified {
    static let exercise = GoalsTests.exercise(truth: { parity($0) })
    static let certification = Certification(
      reference: GoalsTests.inverted.implementation,
      solution: GoalsTests.right,
      alternatives: [],
      mistakes: [constant, inverted, shifted]
    )
  }

  @Test("certification demands goals that can be missed, and a reference that reaches them")
  func certification() {
    #expect(certify(Sound.self).problems.isEmpty)
    #expect(certify(Vacuous.self).problems.contains { $0.text.contains("cannot fail") })
    #expect(certify(WrongReference.self).problems.contains { $0.text.contains("the reference") })
  }
}

@Suite("Counted arguments")
struct CountedArgumentTests {
  @Test("a counted argument grows by 1 at every step, from any start")
  func counted() throws {
    let function = Implementation(function: { (total: Double, step: Int) in total + Double(step) })
    let exercise = Exercise(
      .trajectory(steps: 3),
      inputs: [.setting("total", in: 0...0), .made("step") { _, _ in 1 }.countedEachStep],
      edges: [.edge("later") { $0["step"] = .integer(10) }],
      student: function,
      file: "FixturesTests/Counted.swift"
    )
    let certification = Certification(
      reference: function,
      solution: function,
      alternatives: [],
      mistakes: []
    )
    let probed = try ProbedExercise(exercise, certification, seed: 1)
    let results = try probed.runner.observe(function)[.result("")].map(\.outcome.value)
    let (first, later) = ([1.0, 3, 6], [10.0, 21, 33])
    let long = (1...18).map { Double($0 * ($0 + 1) / 2) }
    #expect(results == (first + first + first + later + long).map { .number($0) })
  }
}
