@testable import Grading
import Tensors
import Testing

@Suite("Known mistakes")
struct DiagnosisTests {
  @Test("a mistake is named when all numbers are equal, however it is written")
  func named() throws {
    let judgement = try Square.judged(
      Square.implementation(backward: { g, x in
        var result = g
        for i in 0..<x.shape[0] { for j in 0..<x.shape[1] { result[i, j] *= x[i, j] } }
        return result
      }),
      mistakes: Square.mistakes
    )
    #expect(judgement.named == ["factor 2 forgotten"])
  }

  @Test("a near miss is not named", arguments: [1.001, 0.999_999, -1])
  func nearMiss(factor: Double) throws {
    let judgement = try Square.judged(
      Square.implementation(backward: { try factor * $0 * $1 }),
      mistakes: Square.mistakes
    )
    #expect(judgement.state == .wrong)
    #expect(judgement.named.isEmpty)
  }

  @Test("a mistake that explains only some probes is not named")
  func oneProbeOnly() throws {
    // Right for rows, wrong on a column: no known mistake does that.
    let exercise = Square.exercise(edges: [.sizes("a single feature", ["D": 1])])
    let judge = try Judge(exercise, Square.certification(mistakes: Square.mistakes))
    let judgement = try judge.judge(
      Square.implementation(backward: { g, x in
        x.shape[1] == 1 ? try g * x : try 2 * g * x
      })
    )
    #expect(judgement.state == .wrong)
    #expect(judgement.named.isEmpty)
  }

  @Test("two mistakes at once are named as two")
  func two() throws {
    let judgement = try Square.judged(
      Square.implementation(forward: { try $0 * $0 * $0 }, backward: { 2 * $1 }),
      mistakes: Square.mistakes
    )
    #expect(judgement.named.sorted() == ["cubed", "upstream ignored"])
  }

  @Test("a right solution gets no findings")
  func nothing() throws {
    #expect(try Square.judged(Square.right, mistakes: Square.mistakes).findings.isEmpty)
  }

  @Test("the smallest case is as small as possible and still wrong")
  func smallest() throws {
    let judgement = try Square.judged(Square.implementation(backward: { try $0 * $1 / 2 }))
    let smallest = judgement.smallest
    // d(x²)/dx at 1 is 2, by hand; the student's value is ½.
    #expect(smallest?.arguments.values == [.tensor([[1]])])
    #expect(smallest?.upstream == .tensor([[1]]))
    #expect(smallest?.reference == .tensor([[2]]))
    #expect(smallest?.yours == .tensor([[0.5]]))
  }

  @Test(
    "the smallest case shows the mistake that was named, not another one that only small cases have"
  )
  func smallestOfNamed() throws {
    let student = Square.implementation(backward: { g, x in
      try x.scalars.count == 1 ? 0 * x + 7 : g * x
    })
    let judgement = try Square.judged(student, mistakes: Square.mistakes)
    #expect(judgement.named == ["factor 2 forgotten"])
    let smallest = try #require(judgement.smallest)
    #expect(smallest.arguments.values.first?.shape == [1, 2])
    // At x = 1: 2 · 1 is right, and without the factor it is 1.
    #expect(smallest.reference.scalars.first == 2 && smallest.yours.scalars.first == 1)

    // All small cases have whole numbers, so one that is wrong in another way is shown.
    let other = Square.implementation(backward: { g, x in
      try x.scalars.allSatisfy { $0 == $0.rounded() } ? 0 * x + 7 : g * x
    })
    let odd = try Square.judged(other, mistakes: Square.mistakes)
    #expect(odd.named == ["factor 2 forgotten"])
    #expect(odd.smallest?.yours.scalars == [7])
  }

  /// Blends two tensors, θ ← β · θ + (1 − β) · p, where p is a probability.
  private func judgedBlend(
    _ blend:
      @escaping @Sendable (_ θ: Tensor, _ p: Tensor, _ β: Double, _ η: Double) throws
      -> Tensor
  ) throws -> SmallestCase? {
    let right = Implementation(function: { (θ: Tensor, p: Tensor, β: Double, η: Double) in
      try β * θ + η * (1 - β) * p
    })
    let exercise = Exercise(
      .function,
      axes: [.axis("D", "number of parameters", 3)],
      inputs: [
        .tensor("θ", "D"), .tensor("p", "D", drawn: .uniform(0.05...0.95)),
        .setting("β", in: 0.7...0.95), .setting("η", in: 0.01...0.5),
      ],
      student: Implementation(function: blend),
      file: "FixturesTests/Blend.swift"
    )
    let certification = Certification(
      reference: right,
      solution: right,
      alternatives: [],
      mistakes: []
    )
    return try Judge(exercise, certification).judge(exercise.student).smallest
  }

  @Test("settings and probabilities of the smallest case are numbers for a pencil")
  func pencil() throws {
    let forgets = try #require(try judgedBlend { θ, p, β, η in try β * θ + (1 - β) * p })
    #expect(
      forgets.arguments.values
        == [.tensor([1]), .tensor([0.9]), .number(0.9), .number(0.5)]
    )
    // Wrong on purpose where β has more than one digit: only the drawn settings show it.
    let odd = try #require(
      try judgedBlend { θ, p, β, η in
        let isShort = abs(10 * β - (10 * β).rounded()) < 1e-9
        return try β * θ + (isShort ? η : 2 * η) * (1 - β) * p
      }
    )
    let settings = odd.arguments["β"].scalars[0]
    #expect(abs(10 * settings - (10 * settings).rounded()) > 1e-6)
  }

  @Test(
    "numbers for a pencil lie in their interval, and have as few digits as it allows",
    arguments: [
      (-2...2, [1, 2, -1, -2]), (0.01...0.5, [0.1, 0.5]), (0.05...0.95, [0.1, 0.9, 0.5]),
      (0.7...0.95, [0.9]), (0.96...0.999, [0.96, 0.97, 0.98, 0.99]), (0...0, [0]),
      (1e-9...2e-9, []),
    ] as [(ClosedRange<Double>, [Double])]
  )
  func pencilNumbers(range: ClosedRange<Double>, numbers: [Double]) {
    #expect(PencilNumbers.of(range) == numbers)
  }
}
