import GradientChecking
import Tensors
import Testing

@testable import Grading

/// What wrong training code prints and answers, and what is said of it; right code must not be told the same.
@Suite("Symptoms of a training")
struct SymptomsTests {
  // MARK: - Printed losses

  /// Forty points around two centres, of which a few lie on the other side.
  private struct Data {
    let x: Tensor
    let target: Tensor

    init() throws {
      var random = RandomSource(seed: 3)
      let classes = (0..<40).map { $0 % 2 }
      x = try Tensor(
        rows: classes.map { [Double(2 * $0 - 1) + random.normal(), random.normal()] }
      )
      target = Tensor(classes.map(Double.init))
    }
  }

  /// Logistic regression; the lines are what a student prints.
  private func printed(
    rate: Double,
    steps: Int,
    batch: Int = 40,
    scale: Double = 1,
    updates: Bool = true
  ) throws -> String {
    let data = try Data()
    var (weight, bias) = (Tensor([0, 0]), 0.0)
    var lines: [String] = []
    for step in 0..<steps {
      let rows = (0..<batch).map { (step * batch + $0) % 40 }
      let x = try scale * data.x.gatheringRows(rows)
      let target = try data.target.gatheringRows(rows)
      let z = try (x * weight).sum(axis: 1) + bias
      // log(1 + e^z) − t · z, as written in the book: e^z overflows.
      let loss = try (log(1 + exp(z)) - target * z).mean()
      lines.append("step \(step): loss \(loss)")
      guard updates else { continue }
      let error = try 1 / (1 + exp(-1 * z)) - target
      let count = Double(batch)
      let slope = try x.transposed().matmul(error.reshaped([batch, 1])).reshaped([2])
      weight = try weight - (rate / count) * slope
      bias -= rate * error.sum() / count
    }
    return lines.joined(separator: "\n")
  }

  private func symptom(_ text: String) -> Symptom? {
    Picture.Curve(printed: text.utf8, source: "a call")?.symptom
  }

  private func name(_ symptom: Symptom?) -> String? {
    symptom.flatMap { "\($0)".split(separator: "(").first.map(String.init) }
  }

  @Test("uphill, far too large steps, none at all: each is told from its losses")
  func wrongTraining() throws {
    // Wrong on purpose: the gradient is added.
    #expect(name(symptom(try printed(rate: -0.5, steps: 60))) == "lossGrows")
    // Wrong on purpose: uphill so fast that e^z overflows.
    let broken = try symptom(printed(rate: -300, steps: 60))
    guard case .lossNotFinite(let first, 60, true)? = broken else {
      Issue.record("\(String(describing: broken))")
      return
    }
    #expect(first > 1)
    // Wrong on purpose: the step is computed and never taken.
    #expect(
      name(symptom(try printed(rate: 0.5, steps: 60, updates: false))) == "lossConstant"
    )
    // Wrong on purpose: steps so large in the valley e^w − 1 − w that each leads to the other side.
    var weight = -1.0
    let losses = (0..<60).map { _ in
      defer { weight -= 2.6 * (exp(weight) - 1) }
      return "loss \(exp(weight) - 1 - weight)"
    }
    #expect(name(symptom(losses.joined(separator: "\n"))) == "lossJumps")
  }

  @Test("right code that is slow, noisy or done is not told any of that")
  func rightTraining() throws {
    for (rate, steps, batch) in [
      (0.001, 40, 40), (0.01, 40, 40), (0.05, 100, 40), (0.5, 200, 40), (0.01, 100, 5),
      (0.1, 100, 5), (0.5, 200, 10), (0.1, 8, 40),
    ] {
      let found = name(try symptom(printed(rate: rate, steps: steps, batch: batch)))
      #expect(
        found == nil || found == "lossStillFalls",
        "\(found ?? "") with \(rate), \(steps), \(batch)"
      )
    }
    #expect(name(symptom(try printed(rate: 0.001, steps: 40))) == "lossStillFalls")
    #expect(symptom(try printed(rate: 0.5, steps: 400)) == nil)
    // The loss of a network whose parameters do not move differs by rounding.
    let flat = (0..<20).map { "loss \(0.693147180559945 + Double($0 % 2) * 1.1e-16)" }
    #expect(name(symptom(flat.joined(separator: "\n"))) == "lossConstant")
    // What has been learnt to the end is not asked to take more steps, although it still falls.
    let learnt = (0..<40).map { "loss \(0.9 * exp(-0.15 * Double($0)))" }
    #expect(name(symptom(learnt.joined(separator: "\n"))) == "lossSmall")
  }

  @Test("few numbers show nothing, and a zigzag that falls to little is no jump")
  func unclear() {
    #expect(symptom("1\n2\n3\n4\n5") == nil)
    // The counter is no loss, and the other loss is another curve.
    let counted = (1...9).map { "loss after epoch \($0): \(1 / Double($0 * $0 * $0))" }
    #expect(name(symptom(counted.joined(separator: "\n"))) == "lossSmall")
    let two = (1...9).map {
      "train loss \(1 / Double($0 * $0 * $0))\nvalidation loss \(1.2 + Double($0))"
    }
    #expect(name(symptom(two.joined(separator: "\n"))) == "lossSmall")
    let falling = (0..<40).map { 2 * exp(-0.1 * Double($0)) * ($0 % 2 == 0 ? 1 : 0.5) }
    #expect(name(symptom(falling.map { "loss \($0)" }.joined(separator: "\n"))) == "lossSmall")
  }

  @Test(
    "a line has a loss after the word; a counter is none, nor what stands in another kind of line",
    arguments: [
      ("step 1, loss 1\nStep 2: Loss: .5\nstep 3, LOSS=2.5e-1, accuracy 0.9", [1, 0.5, 0.25]),
      ("0.7\n 0.6 \n0.5\nepoch 3", []),
      ("loss at step 1: 9\nloss at step 2: 8\nloss at step 3: 7", [9, 8, 7]),
      ("100\nloss 3\nloss 2\nloss 1", [3, 2, 1]),
      ("loss1: 5\nloss2: 4\nloss3: 3", [5, 4, 3]),
      ("loss Tensor(0.5)\nloss -1\nloss .", []),
      ("loss nan\nloss inf\nloss -inf", [.nan, .infinity, -.infinity]),
      ("hello\nglossy 7 papers\n0x10\n5", []),
      ("1\n2", []),
    ] as [(String, [Double])]
  )
  func lines(_ text: String, _ losses: [Double]) {
    let found = Picture.Curve(printed: text.utf8, source: "")?.values ?? []
    #expect(found.count == losses.count)
    #expect(zip(found, losses).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }, "\(found)")
  }

  @Test("of many numbers the first, the last and the least are kept")
  func thinned() {
    let values = (0..<2_345).map { $0 == 777 ? -3 : Double($0) }
    let curve = Picture.Curve(name: "loss", source: "", values: values)
    #expect(curve.values.count < 502 && curve.values.first == 0 && curve.values.last == 2_344)
    #expect(curve.least == -3 && curve.count == 2_345)
  }

  // MARK: - Answers

  private static let numbers = Exercise.Input.made("numbers") { _, random in
    (0..<200).map { 2 * random.integer(below: 50) + $0 % 2 }
  }

  private func symptom(
    _ answer: @escaping @Sendable ([Int]) throws -> [Int]
  ) throws -> [Symptom] {
    let truth: @Sendable (Exercise.Arguments, Range<Int>) -> [Int?] = { arguments, range in
      guard case .integers(let numbers) = arguments["numbers"] else { return [] }
      return numbers.enumerated().map { range.contains($0.offset) ? $0.element % 2 : nil }
    }
    let right = Implementation(function: { (numbers: [Int]) in numbers.map { $0 % 2 } })
    let exercise = Exercise(
      .goals([
        .accuracy("examples", atLeast: 0.9, of: .examples) { truth($0, 0..<100) },
        .accuracy("new points", atLeast: 0.8, of: .newPoints) { truth($0, 100..<200) },
      ]),
      inputs: [Self.numbers],
      student: right,
      file: "FixturesTests/Parity.swift"
    )
    let certification = Certification(
      reference: right,
      solution: right,
      alternatives: [],
      mistakes: []
    )
    let judgement = try Judge(exercise, certification).judge(Implementation(function: answer))
    return judgement.checks.flatMap(\.findings).compactMap { finding in
      if case .symptom(let symptom, _) = finding { symptom } else { nil }
    }
  }

  @Test("answers that are wrong in one way on every probe are told so")
  func wrongAnswers() throws {
    #expect(try symptom { $0.map { _ in 1 } } == [.oneClass(1)])
    // Wrong on purpose: the classes are counted from 1; one in fifty is wrong beside that.
    let counted = try symptom {
      $0.enumerated().map { $0.element % 2 + ($0.offset % 50 == 0 ? 2 : 1) }
    }
    guard case .renamed(let names, _, 200)? = counted.first else {
      Issue.record("\(counted)")
      return
    }
    #expect(names.first == .init(1, means: 0))
    #expect(try symptom { $0.map { ($0 / 2) % 2 } }.map { name($0) } == ["guessing"])
    // Wrong on purpose: the examples by heart.
    #expect(
      try symptom {
        $0.enumerated().map { $0.offset < 100 ? $0.element % 2 : ($0.element / 2) % 2 }
      }
        == [.onlyExamples]
    )
  }

  @Test("answers that are nearly good enough, or good enough, are told nothing")
  func nearlyRight() throws {
    for every in [4, 5, 6, 8] {
      let found = try symptom { numbers in
        numbers.enumerated().map { ($0.element + ($0.offset % every == 0 ? 1 : 0)) % 2 }
      }
      #expect(found.isEmpty, "one in \(every): \(found)")
    }
    #expect(try symptom { $0.map { $0 % 2 } }.isEmpty)
  }

  // MARK: - Sentences

  @Test("every sentence has its numbers, and wraps")
  func sentences() {
    let all: [(Symptom, String)] = [
      (
        .lossNotFinite(first: 12, count: 50, grew: true),
        "from its number 12 of 50 on. Before that it grew"
      ),
      (.lossNotFinite(first: 1, count: 50, grew: false), "which is the first that is not finite?"),
      (.lossGrows(from: 0.6931, to: 35.2), "grows, from 0.693 to 35.2: the steps lead uphill"),
      (.lossConstant(0.5, count: 40), "is 0.5 in all 40 lines"),
      (.lossJumps(between: 0.1, and: 2), "jumps up and down between 0.1 and 2, and is often"),
      (.lossStillFalls(from: 0.7, to: 0.4), "began at 0.7 and has come to 0.4."),
      (.oneClass(3), "every answer is class 3."),
      (
        .guessing(right: 41, total: 80, expected: 40),
        "41 of 80 are right, and guessing gets about 40."
      ),
      (
        .renamed([.init(1, means: 0), .init(2, means: 1)], right: 78, total: 80),
        "if an answer of 1 meant class 0 and 2 meant class 1, 78 of 80 would be right on random probe 1."
      ),
      (.onlyExamples, "The examples are learnt, and new points are not"),
    ]
    for (symptom, part) in all {
      let lines = Wording.text(.symptom(symptom, on: "random probe 1"), about: nil)
      #expect(lines.joined(separator: " ").contains(part), "\(lines)")
      #expect(lines.allSatisfy { $0.count <= 88 })
      #expect(Wording.title(.symptom(symptom, on: "")) != nil)
    }
  }
}
