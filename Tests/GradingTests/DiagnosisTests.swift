import Grading
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
}
