import Grading
import ReferenceLayers
import Tensors
import Testing

/// Mistakes that graders of well-known courses were measured to accept; each is wrong on purpose.
@Suite("Blind spots of other graders")
struct BlindSpotsTests {
  private static func state(_ operation: String, _ mistake: String) throws -> State {
    let operation = try #require(MistakeCorpus.all.first { $0.name == operation })
    let wrong = try #require(operation.wrong.first { $0.name == mistake }, "\(operation.name)")
    return try operation.judge().judge(wrong.implementation).state
  }

  @Test("a backward pass that ignores its upstream gradient is rejected")
  func upstreamOfOnes() throws {
    for operation in MistakeCorpus.all {
      for wrong in operation.wrong where wrong.expected == [.upstreamIgnored] {
        #expect(try operation.judge().judge(wrong.implementation).state == .wrong)
      }
    }
  }

  @Test("a gradient of zero is rejected for softmax, because no upstream gradient is uniform")
  func sumOfSoftmax() throws {
    let softmax = try #require(MistakeCorpus.all.first { $0.name == "softmax" })
    let judge = try softmax.judge()
    let zero = softmax.reference.replacingBackward { (g: Tensor, x: Tensor) in Tensor.zeros(like: x)
    }
    #expect(try judge.judge(zero).state == .wrong)
    for trial in judge.probed.trials {
      let upstream = try #require(trial.upstream?.scalars)
      #expect(Set(upstream).count == upstream.count, "the upstream gradient is uniform")
    }
  }

  @Test("one coordinate that is 1 % wrong is rejected, wherever it is", arguments: 0..<6)
  func oneCoordinate(_ position: Int) throws {
    let student = Square.implementation(backward: { g, x in
      var gradient = try 2 * g * x
      if gradient.count == 6 { gradient[position / 3, position % 3] *= 1.01 }
      return gradient
    })
    #expect(try Square.judged(student).state == .wrong)
  }

  @Test("a gradient of zero is rejected even if the right one is small")
  func smallGradient() throws {
    let scale = 1e-7
    let exercise = Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 3)],
      inputs: [.tensor("x", "N", "D")],
      student: Square.right,
      file: "FixturesTests/Square.swift"
    )
    let right = Square.implementation(
      forward: { scale * $0.squared() },
      backward: { try 2 * scale * $0 * $1 }
    )
    let zero = Square.implementation(
      forward: { scale * $0.squared() },
      backward: { .zeros(like: $1) }
    )
    let judge = try Judge(exercise, Square.certification(reference: right, solution: right))
    #expect(try judge.judge(right).state == .passed)
    #expect(try judge.judge(zero).state == .wrong)
  }

  @Test(
    "a wrong stride and a gradient for every tie are rejected",
    arguments: [
      ("convolution", "stride ignored in backward"), ("max pool", "all ties get the gradient"),
    ]
  )
  func edges(operation: String, mistake: String) throws {
    #expect(try BlindSpotsTests.state(operation, mistake) == .wrong)
  }
}
