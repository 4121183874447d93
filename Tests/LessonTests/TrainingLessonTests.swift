import Tensors
import Testing

@testable import TrainingSolutions

@Suite("The lesson on training") struct TrainingLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("Training") }

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

  /// A set of points in random order, with their classes.
  private func draw(
    _ count: Int,
    classes: Int,
    _ random: inout RandomSource,
    point: (_ label: Int, inout RandomSource) -> [Double]
  ) throws -> (points: Tensor, labels: [Int]) {
    let labels = random.permutation(count).map { $0 % classes }
    return (try Tensor(rows: labels.map { point($0, &random) }), labels)
  }

  private func accuracy(_ answers: [Int], _ labels: [Int]) -> Double {
    Double(zip(answers, labels).count { $0 == $1 }) / Double(labels.count)
  }

  /// A single linear layer, trained by gradient descent with momentum on the whole set.
  private func linear(_ examples: Tensor, _ labels: [Int], classes: Int) throws -> (Tensor) throws
    -> [Int]
  {
    var (weight, bias) = (
      try Tensor.zeros([examples.shape[1], classes]), try Tensor.zeros([classes])
    )
    var (weightVelocity, biasVelocity) = (weight, bias)
    let target = try Tensor.oneHot(labels, classes: classes)
    for _ in 0..<800 {
      let scores = try examples.matmul(weight) + bias
      let powers = try exp(scores - scores.max(axis: 1, keepingDimensions: true))
      let probabilities = try powers / powers.sum(axis: 1, keepingDimensions: true)
      let gradient = try (probabilities - target) / labels.count
      weightVelocity = try 0.9 * weightVelocity + examples.transposed().matmul(gradient)
      biasVelocity = try 0.9 * biasVelocity + gradient.sum(axis: 0)
      weight = try weight - 0.5 * weightVelocity
      bias = try bias - 0.5 * biasVelocity
    }
    return { [weight, bias] points in try (points.matmul(weight) + bias).argmax(axis: 1) }
  }

  @Test("how far a spiral arm winds, and what straight boundaries and curved ones get right")
  func spirals() throws {
    #expect(0.9 * 4 == 3.6)
    #expect(lesson.says("each by 0.9 · 4 = 3.6 radians"))
    var random = RandomSource(seed: 1)
    let (examples, labels) = try draw(150, classes: 3, &random) { arm, random in
      let radius = 0.1 + 0.9 * random.uniform()
      let angle = 2 * Double.pi * Double(arm) / 3 + 4 * radius + 0.1 * random.normal()
      return [radius * cos(angle), radius * sin(angle)]
    }
    let straight = try linear(examples, labels, classes: 3)(examples)
    #expect((0.5..<0.7).contains(accuracy(straight, labels)))
    #expect(lesson.says("Straight boundaries get about 6 in 10 of the points right"))
    let curved = try Spirals.classify(examples, learningFrom: examples, labels: labels)
    #expect(accuracy(curved, labels) > 0.95)
  }

  @Test("the accuracy of a linear layer and of a hidden one on new digits") func digits() throws {
    let glyphs = [
      [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
      [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 2, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
    ]
    func picture(_ digit: Int, _ random: inout RandomSource) -> [Double] {
      let (top, left) = (1 + random.integer(below: 2), 2 + random.integer(below: 2))
      return (0..<64).map { position in
        let (y, x) = (position / 8 - top, position % 8 - left)
        let isInside = (0..<5).contains(y) && (0..<3).contains(x)
        let ink = isInside && glyphs[digit][y] & (4 >> x) != 0
        return (ink ? 1 : 0) + 0.12 * random.normal()
      }
    }
    var random = RandomSource(seed: 1)
    let (examples, labels) = try draw(400, classes: 10, &random, point: picture)
    let (new, newLabels) = try draw(400, classes: 10, &random, point: picture)
    let straight = try linear(examples, labels, classes: 10)
    #expect(accuracy(try straight(examples), labels) > 0.99)
    #expect(accuracy(try straight(new), newLabels) <= 0.9)
    #expect(lesson.says("a linear layer can learn the 400 by heart"))
    #expect(lesson.says("still miss one in ten or more of the new ones"))
    let answers = try Digits.classify(new, learningFrom: examples, labels: labels)
    #expect(accuracy(answers, newLabels) > 0.92)
    #expect(lesson.says("each point has noise of 0.12"))
  }

  @Test("the costs in the table") func cost() throws {
    let small = try GradientCost.count(widths: [3, 3, 2, 2], batch: 1)
    #expect(small == (26, 19, 29, 513, 988))
    #expect(lesson.says("Linear(2, 2) | 26 | 19 | 29 | 513 | 988 |"))
    let large = try GradientCost.count(widths: [4_096, 64, 2], batch: 1)
    #expect(
      lesson.says(
        "| \(large.parameters) | \(large.forward) | \(large.backward) | \(large.oneSided) | \(large.central) |"
      )
    )
    #expect(Double(large.backward) / Double(large.forward) < 1.001)
    #expect(large.central / large.forward == 524_676)
    #expect(lesson.says("524676 forward passes"))
    #expect((8.5..<9).contains(524.676 / 60))
    for (layers, ratio) in [(1, 1), (2, 1.5), (10, 1.9)] {
      let count = try GradientCost.count(widths: Array(repeating: 8, count: layers + 1), batch: 3)
      #expect(Double(count.backward) / Double(count.forward) == ratio)
    }
    #expect(lesson.says("2 − 1/K: 1 for one layer, 1.5 for two, 1.9 for ten"))
  }
}
