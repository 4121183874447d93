import Foundation
import Grading
import Tensors
import Testing

@Suite("Functions")
struct FunctionTests {
  @Test("a list of tensors is compared shape by shape, and shrunk to small whole numbers")
  func lists() throws {
    let exercise = Exercise(
      .function,
      axes: [Axis("N", "length", 2)],
      inputs: [
        .made("list") { sizes, random in
          [try Tensor.normal([sizes["N"] ?? 1, 3], using: &random), [0.1, 0.2]]
        }
      ],
      student: Implementation(function: { (list: [Tensor]) in list }),
      file: "FixturesTests/Doubled.swift"
    )
    let doubled = Implementation(function: { (list: [Tensor]) in list.map { 2 * $0 } })
    let judge = try Judge(
      exercise,
      Certification(reference: doubled, solution: doubled, alternatives: [], mistakes: [])
    )
    #expect(try judge.judge(doubled).state == .passed)
    let findings = try judge.judge(exercise.student).findings
    let smallest = findings.compactMap { finding -> Value? in
      if case .smallestCase(let smallest) = finding { smallest.arguments["list"] } else { nil }
    }
    #expect(smallest == [.tensors([[[1, 2, -1]], [3, -2]])])
    // Explanations that look for axes must not be tried on a list, whose tensors have none in common.
    let signs = Implementation(function: { (list: [Tensor]) in list.map { 2 * maximum($0, 0) } })
    #expect(
      try !judge.judge(signs).findings.contains {
        if case .explanation = $0 { true } else { false }
      }
    )
    let reshaped = Implementation(
      function: { (list: [Tensor]) in [try list[0].reshaped([3, 2]), list[1]] })
    #expect(
      try judge.judge(reshaped).findings == [
        .wrongShapes(
          place: "random probe 1",
          yours: [[3, 2], [2]],
          expected: [[2, 3], [2]]
        )
      ]
    )
  }

  /// The larger and the smaller root of x² + px + q, for probes with two real roots.
  private static func judged(
    _ student: @escaping @Sendable (Double, Double) throws -> (large: Double, small: Double)
  ) throws -> Judge.Judgement {
    let reference = Implementation(
      function: { (p: Double, q: Double) in
        let root = (p * p / 4 - q).squareRoot()
        return (large: -p / 2 + root, small: -p / 2 - root)
      })
    let exercise = Exercise(
      .function,
      points: 7,
      inputs: [.setting("p", in: 5...9), .setting("q", in: -2...2)],
      edges: [.edge("q = 0") { $0["q"] = .number(0) }],
      student: Implementation(function: student),
      file: "FixturesTests/Roots.swift"
    )
    let certification = Certification(
      reference: reference,
      solution: reference,
      alternatives: [],
      mistakes: [
        KnownMistake(
          "sign of p",
          "The sign of p is wrong.",
          Implementation(
            function: { (p: Double, q: Double) in
              let root = (p * p / 4 - q).squareRoot()
              return (large: p / 2 + root, small: p / 2 - root)
            })
        )
      ]
    )
    return try Judge(exercise, certification).judge(exercise.student)
  }

  @Test("each labelled result is a check with its share of the points")
  func results() throws {
    let judgement = try FunctionTests.judged { p, q in
      let root = (p * p / 4 - q).squareRoot()
      return (large: -p / 2 + root, small: q / (-p / 2 + root))  // wrong on purpose: 0/0
    }
    #expect(judgement.marks == [.passed, .failed])
    #expect(judgement.checks.map(\.possible) == [3, 4])
    guard case .notFinite(let place, _, _, _, _)? = judgement.findings.first else {
      Issue.record("\(judgement.findings)")
      return
    }
    #expect(place == "q = 0")
  }

  @Test("a function of one matrix can be wrong in no way that is known")
  func matrix() throws {
    let reference = Implementation(function: { (x: Tensor) in (sum: try x.sum(axis: 0), x: x) })
    let exercise = Exercise(
      .function,
      axes: [Axis("N", "batch size", 2), Axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D")],
      student: Implementation(
        function: { (x: Tensor) in  // wrong on purpose
          (sum: try exp(x).sum(axis: 0), x: try x * cos(x))
        }),
      file: "FixturesTests/Sum.swift"
    )
    let judge = try Judge(
      exercise,
      Certification(reference: reference, solution: reference, alternatives: [], mistakes: [])
    )
    #expect(try judge.judge(exercise.student).marks == [.failed, .failed])
  }

  @Test("right in another way passes")
  func right() throws {
    let judgement = try FunctionTests.judged { p, q in
      let small = -p / 2 - (p * p / 4 - q).squareRoot()
      return (large: q / small, small: small)
    }
    #expect(judgement.state == .passed)
  }

  @Test("a known mistake is named; an error and a stub are told apart")
  func wrong() throws {
    let wrong = try FunctionTests.judged { p, q in
      let root = (p * p / 4 - q).squareRoot()
      return (large: p / 2 + root, small: p / 2 - root)
    }
    #expect(wrong.named == ["sign of p"])
    let failing = try FunctionTests.judged { _, _ in throw TensorError.negativeSize(shape: [-1]) }
    #expect(failing.marks == [.failed, .failed])
    // Wrong on purpose: throws on some probes and is right on the others, which must not be compared with
    // the right results of the probes before.
    let sometimes = try FunctionTests.judged { p, q in
      if q != 0 { throw TensorError.negativeSize(shape: [-1]) }
      let root = (p * p / 4 - q).squareRoot()
      return (large: -p / 2 + root, small: -p / 2 - root)
    }
    for check in sometimes.checks {
      guard case .threw(let place, _)? = check.findings.first else {
        Issue.record("\(check.findings)")
        continue
      }
      #expect(place == "random probe 1")
    }
    #expect(try FunctionTests.judged { _, _ in throw NotStarted() }.state == .notStarted)
  }

  /// The judgement of a function of n = 3 that should say whether n is even, and which numbers are below n.
  private static func counting(
    _ student: @escaping @Sendable (Int) throws -> (isEven: Bool, below: [Int])
  ) throws -> Judge.Judgement {
    let right = Implementation(function: { (n: Int) in (isEven: n % 2 == 0, below: Array(0..<n)) })
    let exercise = Exercise(
      .function,
      inputs: [.made("n") { _, _ in 3 }],
      student: Implementation(function: student),
      file: "FixturesTests/Counting.swift"
    )
    return try Judge(
      exercise,
      Certification(reference: right, solution: right, alternatives: [], mistakes: [])
    ).judge(exercise.student)
  }

  @Test("a truth value is shown in words")
  func flags() throws {
    let judgement = try FunctionTests.counting { n in
      (isEven: n % 2 == 1, below: Array(0..<n))  // wrong on purpose
    }
    #expect(judgement.marks == [.failed, .passed])
    let text = try #require(judgement.findings.first).text
    #expect(text == ["On random probe 1 it is true, but should be false."])
  }

  @Test("a list of another length is shown as it is, with the arguments")
  func lengths() throws {
    let judgement = try FunctionTests.counting { n in
      (isEven: n % 2 == 0, below: Array(0...n))  // wrong on purpose
    }
    #expect(judgement.marks == [.passed, .failed])
    #expect(
      judgement.findings.map(\.text) == [
        ["On random probe 1 it is [0, 1, 2, 3], but should be [0, 1, 2]."],
        ["Smallest case: n = 3", "               below = [0, 1, 2]; yours is [0, 1, 2, 3]"],
      ]
    )
  }

  @Test("an error on an earlier probe comes before a wrong value on a later one")
  func errorFirst() throws {
    let judgement = try FunctionTests.judged { p, q in
      guard q == 0 else { throw TensorError.negativeSize(shape: [-1]) }
      return (large: 0, small: -p)  // wrong on purpose: right at q = 0 for `large` alone
    }
    for check in judgement.checks {
      guard case .threw("random probe 1", _)? = check.findings.first else {
        Issue.record("\(check)")
        continue
      }
    }
    let later = try FunctionTests.judged { p, q in
      guard q != 0 else { throw TensorError.negativeSize(shape: [-1]) }
      let root = (p * p / 4 - q).squareRoot()
      return (large: -p / 2 + root, small: 0)  // wrong on purpose
    }
    guard case .threw("q = 0", _)? = later.checks[0].findings.first,
      case .differs(let difference)? = later.checks[1].findings.first
    else {
      Issue.record("\(later.checks)")
      return
    }
    #expect(difference.place == "random probe 1")
  }
}

@Suite("Trajectories")
struct TrajectoryTests {
  /// A running mean: mean ← mean + (value − mean)/count, count ← count + 1.
  private static func judged(
    _ student: @escaping @Sendable (Double, Double, Int) throws -> (mean: Double, count: Int)
  ) throws -> Judge.Judgement {
    let reference = Implementation(
      function: { (mean: Double, value: Double, count: Int) in
        (mean: mean + (value - mean) / Double(count), count: count + 1)
      })
    let exercise = Exercise(
      .trajectory(steps: 4),
      inputs: [
        .made("mean") { _, _ in 0.0 },
        .setting("value", in: 1...2).redrawnEachStep,
        .made("count") { _, _ in 1 },
      ],
      student: Implementation(function: student),
      file: "FixturesTests/Mean.swift"
    )
    return try Judge(
      exercise,
      Certification(reference: reference, solution: reference, alternatives: [], mistakes: [])
    ).judge(exercise.student)
  }

  @Test("results come back as arguments, by name and in any order")
  func right() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      (
        mean: mean * Double(count - 1) / Double(count) + value / Double(count), count: count + 1
      )
    }
    #expect(judgement.state == .passed)
  }

  @Test("the first step off the path is the one that is shown")
  func departs() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      (mean: mean + (value - mean) / Double(Swift.min(count, 2)), count: count + 1)
    }
    #expect(judgement.marks == [.failed, .passed])
    guard case .differs(let difference)? = judgement.findings.first else {
      Issue.record("\(judgement.findings)")
      return
    }
    #expect(difference.place == "random probe 1, step 3")
  }

  @Test("an error in a later step fails what could not be seen any more")
  func throwsLater() throws {
    let judgement = try TrajectoryTests.judged { mean, value, count in
      guard count < 3 else { throw TensorError.negativeSize(shape: [count]) }
      return (mean: mean + (value - mean) / Double(count), count: count + 1)
    }
    #expect(judgement.marks == [.failed, .failed])
  }
}

@Suite("Statistics")
struct StatisticsTests {
  /// Normal weights with standard deviation 1/√fanIn.
  private static func judged<Drawn>(
    seed: UInt64 = Judge.defaultSeed,
    _ student: @escaping @Sendable ([Int], inout RandomSource) throws -> Drawn
  ) throws -> Judge.Judgement {
    let reference = Implementation(
      drawing: { (shape: [Int], random: inout RandomSource) in
        try Tensor.normal(
          shape,
          standardDeviation: 1 / Double(shape[0]).squareRoot(),
          using: &random
        )
      })
    let deviation: @Sendable (Arguments) -> Double = { arguments in
      1 / arguments["shape"].scalars[0].squareRoot()
    }
    let exercise = Exercise(
      .statistics([
        .mean({ _ in 0 }, standardDeviation: deviation),
        .standardDeviation(deviation, kurtosis: 3),
        .distribution("normal") { x, arguments in
          0.5 * (1 + Foundation.erf(x / deviation(arguments) / 2.0.squareRoot()))
        },
        .independence,
      ]),
      points: 9,
      inputs: [.made("shape") { _, _ in [64, 256] }],
      student: Implementation(drawing: student),
      file: "FixturesTests/Weights.swift"
    )
    return try Judge(
      exercise,
      Certification(
        reference: reference,
        solution: reference,
        alternatives: [],
        mistakes: [
          KnownMistake(
            "variance for deviation",
            "1/fanIn is the variance; the deviation is its root.",
            Implementation(
              drawing: { (shape: [Int], random: inout RandomSource) in
                try Tensor.normal(shape, standardDeviation: 1 / Double(shape[0]), using: &random)
              })
          )
        ]
      ),
      seed: seed
    ).judge(exercise.student)
  }

  @Test("right numbers pass, however they are drawn", arguments: 1...5)
  func right(seed: UInt64) throws {
    // Not the reference's order of drawing, so other numbers: column by column.
    let judgement = try StatisticsTests.judged(seed: seed) { shape, random in
      try Tensor.normal([shape[1], shape[0]], standardDeviation: 1 / 8, using: &random).transposed()
    }
    #expect(judgement.state == .passed, "\(judgement.findings)")
  }

  @Test("a deviation 5 % off, a mean off, another distribution: each fails its own property")
  func wrong() throws {
    func marks(
      _ student: @escaping @Sendable ([Int], inout RandomSource) throws -> Tensor
    ) throws -> [Check.Mark] { try StatisticsTests.judged(student).marks }
    let wide = try marks { try .normal($0, standardDeviation: 1.05 / 8, using: &$1) }
    #expect(wide[0] == .passed && wide[1] == .failed)
    let shifted = try marks { try .normal($0, mean: 0.01, standardDeviation: 1 / 8, using: &$1) }
    #expect(shifted[0] == .failed && shifted[1] == .passed)
    let half = 3.0.squareRoot() / 8
    let uniform = try marks { try .uniform($0, in: -half..<half, using: &$1) }
    #expect(uniform == [.passed, .passed, .failed, .passed, .passed])
  }

  @Test(
    "numbers that ignore the random source, bring their own, or draw from a copy are told apart"
  )
  func source() throws {
    func findings(
      _ student: @escaping @Sendable ([Int], inout RandomSource) throws -> Tensor
    ) throws -> [Finding] {
      let judgement = try StatisticsTests.judged(student)
      #expect(judgement.marks == [.passed, .passed, .passed, .passed, .failed])
      return judgement.findings
    }
    let constant = try findings { shape, _ in
      var own = RandomSource(seed: 1)
      return try .normal(shape, standardDeviation: 1 / 8, using: &own)
    }
    #expect(constant == [.source(place: "random probe 1", .ignored)])
    let restless = try findings { shape, _ in
      var own = RandomSource(seed: UInt64.random(in: 0...UInt64.max))
      return try .normal(shape, standardDeviation: 1 / 8, using: &own)
    }
    #expect(restless == [.source(place: "random probe 1", .foreign)])
    let copied = try findings { shape, random in
      var copy = random
      return try .normal(shape, standardDeviation: 1 / 8, using: &copy)
    }
    #expect(copied == [.source(place: "random probe 1", .copied)])
  }

  @Test("a function that returns nothing has drawn nothing")
  func nothing() throws {
    let judgement = try StatisticsTests.judged { (_: [Int], random: inout RandomSource) in
      _ = random.normal()
    }
    #expect(judgement.marks == [.failed, .failed, .failed, .failed, .notReached])
  }

  @Test("entries that repeat, mirror or follow each other are not independent")
  func independence() throws {
    func marks(
      _ student: @escaping @Sendable ([Int], inout RandomSource) throws -> Tensor
    ) throws -> [Check.Mark] { try StatisticsTests.judged(student).marks }
    let row = try marks { shape, random in
      try Tensor.normal([1, shape[1]], standardDeviation: 1 / 8, using: &random).broadcast(
        to: shape
      )
    }
    #expect(row[3] == .failed && row[4] == .passed)
    let mirrored = try marks { shape, random in
      let half = try Tensor.normal(
        [shape[0] / 2, shape[1]],
        standardDeviation: 1 / 8,
        using: &random
      )
      return try Tensor.concatenated([half, -half])
    }
    #expect(mirrored == [.passed, .passed, .passed, .failed, .passed])
    // Each row is the mean of two neighbouring rows of independent numbers, with the right spread.
    let smoothed = try marks { shape, random in
      let rows = try Tensor.normal(
        [shape[0] + 1, shape[1]],
        standardDeviation: 1 / 8,
        using: &random
      )
      return try (rows.sliced(0..<shape[0]) + rows.sliced(1..<shape[0] + 1)) / 2.0.squareRoot()
    }
    #expect(smoothed == [.passed, .passed, .passed, .failed, .passed])
    // Numbers with 24 bits, as a Float has: a few of 16,384 occur twice, and that is no mistake.
    let coarse = try marks { shape, random in
      try Tensor.normal(shape, standardDeviation: 1 / 8, using: &random)
        .map { Double(Float($0)) }
    }
    #expect(coarse.allSatisfy { $0 == .passed })
  }

  @Test("a known mistake is named")
  func named() throws {
    let judgement = try StatisticsTests.judged { shape, random in
      try Tensor.normal(shape, standardDeviation: 1 / 64, using: &random)
    }
    #expect(judgement.named == ["variance for deviation"])
  }
}

extension Finding {
  /// What a student reads.
  fileprivate var text: [String] { Wording.text(self, about: nil) }
}
