import Tensors
import Testing

@testable import FirstNetworkSolutions

@Suite("The lesson on a first network") struct FirstNetworkLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("FirstNetwork") }

  /// Four decimals, as the lesson prints them.
  private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  @Test("a gradient that is cleared, and one that never is") func clearing() throws {
    // η = 0.5, and one example a batch.
    let cleared = try (1...3).map { count in
      try ZeroGradients.epoch([0], x: .ones([count, 1]), batchSize: 1, learningRate: 0.5)[0]
    }
    var parameter = ZeroGradients.Parameter([0])
    var (swinging, collected): ([Double], [Double]) = ([], [])
    for _ in 0..<1_000 {
      try parameter.accumulate(parameter.value - 1)
      collected.append(parameter.gradient[0])
      try parameter.step(learningRate: 0.5)
      swinging.append(parameter.value[0])
    }
    #expect(cleared == [0.5, 0.75, 0.875])
    #expect(Array(swinging.prefix(3)) == [0.5, 1.25, 1.875])
    #expect(Array(collected.prefix(3)) == [-1, -1.5, -1.25])
    #expect(lesson.says("| 1 | −1 | 0.5 | −1 | 0.5 |"))
    #expect(lesson.says("| 2 | −0.5 | 0.75 | −1 − 0.5 = −1.5 | 1.25 |"))
    #expect(lesson.says("| 3 | −0.25 | 0.875 | −1.5 + 0.25 = −1.25 | 1.875 |"))
    let (low, high) = (swinging.suffix(100).min() ?? 0, swinging.suffix(100).max() ?? 0)
    #expect((low * 100).rounded() == -7 && (high * 100).rounded() == 207)
    #expect(lesson.says("swinging between −0.07 and 2.07"))
  }

  @Test("the worked example of the half-filled network") func halfNetwork() throws {
    let start = HalfNetwork.Parameters(weight1: [[0]], bias1: [0], weight2: [[4]], bias2: [0])
    let (hidden, probability) = try HalfNetwork.forward([[2]], start)
    #expect(hidden == [[0]] && probability == [[0.5]])
    #expect(try rounded(HalfNetwork.loss(probability, labels: [[1]])) == 0.6931)
    #expect(lesson.says("so the loss is log 2 = 0.6931"))
    let gradients = try HalfNetwork.backward(
      [[2]],
      labels: [[1]],
      hidden: hidden,
      probability: probability,
      start
    )
    #expect(gradients.weight2 == [[0]] && gradients.bias2 == [-0.5])
    #expect(lesson.says("| ∂L/∂W², ∂L/∂b² | 0, −0.5 |"))
    #expect(gradients.weight1 == [[-4]] && gradients.bias1 == [-2])
    #expect(lesson.says("| ∂L/∂W¹, ∂L/∂b¹ | −4, −2 |"))
    let (losses, moved) = try HalfNetwork.train(
      [[2]],
      labels: [[1]],
      from: start,
      learningRate: 0.1,
      rounds: 2
    )
    let once = try HalfNetwork.update(start, gradients: gradients, learningRate: 0.1)
    #expect(once.weight1 == [[0.4]] && once.bias1 == [0.2])
    #expect(once.weight2 == [[4]] && once.bias2 == [0.05])
    #expect(lesson.says("W¹ = [[0.4]], b¹ = [0.2], W² = [[4]] and b² = [0.05]"))
    #expect(lesson.says("the next loss is \(rounded(losses[1]))"))
    #expect(moved.bias2 != once.bias2)
  }

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
