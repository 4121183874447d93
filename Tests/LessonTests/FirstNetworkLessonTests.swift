import Tensors
import Testing

@testable import FirstNetworkSolutions

@Suite("The lesson on a first network") struct FirstNetworkLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("FirstNetwork") }

  /// Four decimals, as the lesson prints them.
  private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  @Test("the worked example of the training loop") func loop() throws {
    func train(_ epochs: Int) throws -> (
      losses: [Double], w1: Double, b1: Double, w2: Tensor, b2: Tensor
    ) {
      let result = try TrainingLoop.train(
        [[2]],
        labels: [1],
        weight1: [[1]],
        bias1: [0],
        weight2: [[0, 0]],
        bias2: [0, 0],
        batchSize: 1,
        learningRate: 0.1,
        epochs: epochs
      )
      return (result.losses, result.weight1[0, 0], result.bias1[0], result.weight2, result.bias2)
    }
    let (first, second) = (try train(1), try train(2))
    #expect(second.losses.map(rounded) == [0.6931, 0.4741])
    #expect(first.w1 == 1)
    #expect(first.w2 == [[-0.1, 0.1]])
    #expect(
      lesson.says(
        "| 1 | 2 | [0, 0] | [0.5, 0.5] | log 2 = 0.6931 | [0.5, −0.5] | 0 | [−0.1, 0.1] | [−0.05, 0.05] | 1 |"
      )
    )
    // s = 2 · W₂ + b₂ with the parameters after the first epoch.
    let scores = [2 * first.w2[0, 0] + first.b2[0], 2 * first.w2[0, 1] + first.b2[1]]
    #expect(scores == [-0.25, 0.25])
    let p = 1 / (1 + exp(0.5))
    #expect(rounded(p) == 0.3775)
    #expect(rounded(1 - p) == 0.6225)
    // ∂L/∂h = ∂L/∂s · W₂ᵀ with the old W₂.
    let hiddenGradient = p * first.w2[0, 0] - p * first.w2[0, 1]
    #expect(rounded(hiddenGradient) == -0.0755)
    #expect(rounded(second.w2[0, 0]) == -0.1755)
    // b₂ gets the gradient of s: −0.05 − 0.1 · 0.3775.
    #expect(rounded(-0.05 - 0.1 * p) == -0.0878)
    #expect(rounded(second.w1) == 1.0151)
    #expect(
      lesson.says(
        "| 0.4741 | [0.3775, −0.3775] | −0.0755 | [−0.1755, 0.1755] | [−0.0878, 0.0878] | 1.0151 |"
      )
    )
  }

  @Test("the loss of a network that knows nothing") func firstLoss() {
    #expect([2, 3, 10].map { rounded(log($0)) } == [0.6931, 1.0986, 2.3026])
    #expect(lesson.says("log 2 = 0.6931, log 3 = 1.0986, log 10 = 2.3026"))
    #expect(lesson.says("Loss stuck at 0.69?"))
  }

  @Test("no straight line gets more than three corners of exclusive or right") func xor() {
    let corners = [(0.0, 0.0, false), (0, 1, true), (1, 0, true), (1, 1, false)]
    var best = 0
    for angle in stride(from: 0.0, to: 2 * Double.pi, by: 0.05) {
      for offset in stride(from: -1.5, through: 1.5, by: 0.05) {
        best = max(best, corners.count { (cos(angle) * $0 + sin(angle) * $1 > offset) == $2 })
      }
    }
    #expect(best == 3)
    #expect(lesson.says("three corners are the most that can be right"))
  }
}
