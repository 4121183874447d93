import Foundation
import Grading
import Tensors
import Testing

@Suite("Whole numbers in lists of lists")
struct IntegerListsTests {
  /// The tokens that follow each token, with 0 after the last of a row.
  private static let right = Implementation(
    function: { (tokens: [[Int]]) in tokens.map { Array($0.dropFirst()) + [0] } }
  )

  private static let exercise = Exercise(
    .function,
    points: 10,
    axes: [
      .axis("N", "batch size", 2, role: .batch), .axis("T", "number of time steps", 3),
      .axis("V", "size of the vocabulary", 7),
    ],
    inputs: [.labels("tokens", ["N", "T"], below: "V")],
    student: right,
    file: "FixturesTests/Square.swift"
  )

  private static func judged(_ student: Implementation) throws -> Judge.Judgement {
    try Judge(exercise, Square.certification(reference: right, solution: right)).judge(student)
  }

  private static func judged(_ student: @escaping @Sendable ([[Int]]) throws -> [[Int]]) throws
    -> Judge.Judgement
  {
    try judged(Implementation(function: student))
  }

  private static func text(_ judgement: Judge.Judgement) -> [String] {
    judgement.checks.flatMap { check in
      check.findings.flatMap { Wording.text($0, about: check.subject) }
    }
  }

  @Test("lists are values of any depth, with and without a shape, and survive JSON")
  func values() throws {
    let shaped = [[1, 2, 3], [4, 5, 6]].exerciseValue
    #expect(shaped.kindName == "[[Int]]" && shaped.shape == [2, 3])
    #expect(shaped.scalars == [1, 2, 3, 4, 5, 6])
    let deep = [[[1], [2]], [[3], [4]], [[5], [6]]]
    #expect(deep.exerciseValue.kindName == "[[[Int]]]" && deep.exerciseValue.shape == [3, 2, 1])
    let ragged = [[1, 2], [], [3]]
    // No shape has a negative size.
    #expect(ragged.exerciseValue.shape.contains { $0 < 0 })
    #expect(ragged.exerciseValue.shape != [[1], [2, 3], []].exerciseValue.shape)
    for value in [shaped, deep.exerciseValue, ragged.exerciseValue] {
      let read = try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
      #expect(read == value)
    }
    #expect([[Int]](ragged.exerciseValue) == ragged)
    #expect([[[Int]]](deep.exerciseValue) == deep)
    #expect([[Int]](deep.exerciseValue) == nil && [[Int]]([1, 2].exerciseValue) == nil)
    #expect(Wording.inline(ragged.exerciseValue) == "[[1, 2], [], [3]]")
    #expect(Wording.inline(shaped) == "[[1, 2, 3], [4, 5, 6]]")
  }

  @Test("drawn lists have the shape of their axes, and numbers below the given size")
  func drawn() throws {
    let judge = try Judge(
      IntegerListsTests.exercise,
      Square.certification(
        reference: IntegerListsTests.right,
        solution: IntegerListsTests.right
      )
    )
    let first = try #require(judge.probed.trials.first?.arguments["tokens"])
    #expect(first.shape == [2, 3])
    #expect(first.scalars.allSatisfy { (0..<7).contains($0) })
    #expect(Set(judge.probed.trials.map { $0.arguments["tokens"].shape }).count > 1)
    #expect(try judge.judge(IntegerListsTests.right).state == .passed)
  }

  @Test("wrong numbers are shown, with the smallest case")
  func wrong() throws {
    let judgement = try IntegerListsTests.judged { tokens in
      tokens.map { [0] + Array($0.dropLast()) }  // wrong on purpose: the tokens before
    }
    #expect(judgement.state == .wrong)
    let smallest = try #require(judgement.smallest)
    #expect(smallest.arguments["tokens"].kindName == "[[Int]]")
    #expect(
      IntegerListsTests.text(judgement).contains { $0.hasPrefix("Smallest case: tokens = [[") }
    )
  }

  @Test("wrong lengths, ragged lists and lists of another depth each have a sentence")
  func shapes() throws {
    let short = try IntegerListsTests.judged { tokens in tokens.map { Array($0.dropFirst()) } }
    #expect(
      IntegerListsTests.text(short).first
        == "On random probe 1, the shape is [2, 2], but should be [2, 3]."
    )
    let ragged = try IntegerListsTests.judged { tokens in
      tokens.enumerated().map { Array($1.dropFirst()) + ($0 == 0 ? [0] : []) }
    }
    #expect(
      IntegerListsTests.text(ragged).first
        == "On random probe 1, the lists have the lengths 3, 2, but each should have 3 elements."
    )
    let flat = try IntegerListsTests.judged(
      Implementation(
        function: { (tokens: [[Int]]) in tokens.flatMap { Array($0.dropFirst()) + [0] } }
      )
    )
    #expect(
      IntegerListsTests.text(flat).first
        == "On random probe 1, it is a [Int], but should be a [[Int]]."
    )
  }

  @Test("answers with lists are recorded, and certified")
  func recorded() throws {
    let mistake = KnownMistake(
      "the tokens before",
      "Shift the other way.",
      Implementation(function: { (tokens: [[Int]]) in tokens.map { [0] + $0.dropLast() } })
    )
    let certification = Square.certification(
      reference: IntegerListsTests.right,
      solution: IntegerListsTests.right,
      alternatives: [],
      mistakes: [mistake]
    )
    let recording = try record(IntegerListsTests.exercise, certification)
    let data = try JSONEncoder().encode(recording)
    let read = try JSONDecoder().decode(Recording.self, from: data)
    let judge = try Judge(IntegerListsTests.exercise, read.certification)
    #expect(try judge.judge(IntegerListsTests.right).state == .passed)
    #expect(try judge.judge(mistake.implementation).named == ["the tokens before"])
  }

  @Test("another type of argument is told as a changed declaration")
  func argument() throws {
    let judgement = try IntegerListsTests.judged(
      Implementation(function: { (tokens: [Int]) in tokens })
    )
    #expect(judgement.findings == [.arguments(yours: ["[Int]"], expected: ["[[Int]]"])])
  }
}
