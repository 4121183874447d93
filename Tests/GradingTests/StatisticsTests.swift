import Foundation
import Grading
import Tensors
import Testing

@Suite("Statistics")
struct StatisticsTests {
  /// Normal weights with standard deviation 1/√fanIn.
  private static func judged<Drawn>(
    seed: UInt64 = Exercise.defaultSeed,
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
    let deviation: @Sendable (Exercise.Arguments) -> Double = { arguments in
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

  @Test("correct numbers pass in any order of drawing", arguments: 1...5)
  func right(seed: UInt64) throws {
    // Not the reference's order of drawing, so other numbers: column by column.
    let judgement = try StatisticsTests.judged(seed: seed) { shape, random in
      try Tensor.normal([shape[1], shape[0]], standardDeviation: 1 / 8, using: &random).transposed()
    }
    #expect(judgement.state == .passed, "\(judgement.findings)")
  }

  @Test(
    "numbers from a source of one's own are not judged by their statistics: the source is the fault"
  )
  func ownSource() throws {
    // Two thirds of the range, and every number next to its neighbour: no property holds.
    let judgement = try StatisticsTests.judged { shape, _ in
      try Tensor(
        shape: shape,
        (0..<shape[0] * shape[1]).map { Double($0 % 1_000) / 1_500 - 0.3 }
      )
    }
    #expect(judgement.state == .wrong)
    #expect(judgement.marks == [.notReached, .notReached, .notReached, .notReached, .failed])
    // One number throughout comes from no source, so there its properties are told.
    let constant = try StatisticsTests.judged { shape, _ in try Tensor.ones(shape) }
    #expect(constant.marks.first == .failed)
  }

  @Test("a wrong deviation, a wrong mean and a wrong distribution each fail their own property")
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

  @Test("the source of a function that returns nothing is not judged")
  func nothing() throws {
    let judgement = try StatisticsTests.judged { (_: [Int], random: inout RandomSource) in
      _ = random.normal()
    }
    #expect(judgement.marks == [.failed, .notReached, .notReached, .notReached, .notReached])
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
    // Clipped where few numbers lie: mean, deviation and distribution do not show it.
    let clamped = try marks { shape, random in
      try Tensor.normal(shape, standardDeviation: 1 / 8, using: &random).clamped(to: -0.375...0.375)
    }
    #expect(clamped == [.passed, .passed, .failed, .failed, .passed])
  }

  @Test(
    "numbers that follow each other at any distance are not independent",
    arguments: [2, 3, 17]
  )
  func distant(_ distance: Int) throws {
    let judgement = try StatisticsTests.judged { shape, random in
      var numbers = try Tensor.normal(shape, standardDeviation: 1 / 8, using: &random).scalars
      for position in numbers.indices.dropFirst(distance) {
        numbers[position] = 0.3 * numbers[position - distance] + 0.954 * numbers[position]
      }
      return try Tensor(shape: shape, numbers)
    }
    #expect(judgement.marks == [.passed, .passed, .passed, .failed, .passed])
  }

  @Test("numbers that were drawn again because they were far out are missed", arguments: [3, 3.1])
  func cutOff(_ limit: Double) throws {
    let judgement = try StatisticsTests.judged { shape, random in
      let numbers = (0..<shape[0] * shape[1]).map { _ -> Double in
        var number = random.normal()
        while Swift.abs(number) > limit { number = random.normal() }
        return number / 8
      }
      return try Tensor(shape: shape, numbers)
    }
    #expect(judgement.marks == [.passed, .passed, .failed, .passed, .passed])
    guard case .cutOff(let numbers, let expected, _)? = judgement.findings.first else {
      Issue.record("\(judgement.findings)")
      return
    }
    #expect(numbers == 6 * 64 * 256 && expected > 25)
  }

  @Test("a known mistake is named")
  func named() throws {
    let judgement = try StatisticsTests.judged { shape, random in
      try Tensor.normal(shape, standardDeviation: 1 / 64, using: &random)
    }
    #expect(judgement.named == ["variance for deviation"])
  }
}
