import Tensors
import Testing

@testable import TrainingSolutions

@Suite("The lesson on training") struct TrainingLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("Training") }

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

  @Test("cats and dogs: the cost of a step, and the scale of the first weights")
  func catsAndDogs() throws {
    #expect(40 * 4_096 * 64 * 2 == 20_971_520)
    #expect(lesson.says("costs 40 · 4096 · 64 multiplications forwards and as many backwards"))
    #expect(lesson.says("21 million"))
    #expect((sqrt(2.0 / 4_096) * 10_000).rounded() == 221)
    #expect(lesson.says("a standard deviation of √(2 / 4096) = 0.0221"))
    let parameters = try GradientCost.count(widths: [4_096, 64, 2], batch: 40).parameters
    #expect(lesson.says("That is \(parameters) parameters and only 40 examples"))
  }
}
