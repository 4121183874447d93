import Foundation
import Tensors
import Testing

@testable import LossesSolutions

@Suite("The lesson on losses") struct LossesLessonTests {
  let lesson: Lesson
  let scores: Tensor = [[0.2, 1.3, 3.75]]
  let prediction: Tensor = [[2, 2.5, 5]]
  let target: Tensor = [[1, 2, 3]]
  let probabilities: Tensor = [[0.7, 0.2, 0.1], [0.1, 0.5, 0.4]]

  init() throws { lesson = try Lesson("Losses") }

  // The expected numbers are PyTorch's in double precision, those of 3 to 5 and 13 also by hand.

  @Test("1: softmax, the probabilities, the wrong ones, the Jacobian") func softmax() throws {
    let powers = exp(scores)
    #expect(fours(powers) == ["1.2214", "3.6693", "42.5211"])
    #expect(lesson.says("[1.2214, 3.6693, 42.5211]"))
    #expect(four(powers.sum()) == "47.4118")
    #expect(lesson.says("sum 47.4118"))
    // From the curriculum, where they were computed independently.
    let right: Tensor = [[0.0257615876, 0.0773920860, 0.8968463264]]
    #expect(try abs(Softmax.forward(scores) - right).max() < 5e-11)
    #expect(lesson.says("[0.0257615876, 0.0773920860, 0.8968463264]"))
    #expect(abs(0.0212 + 0.0638 + 0.7392 - 0.8242) < 1e-12)
    #expect(lesson.says("[0.0212, 0.0638, 0.7392]") && lesson.says("it sums to 0.8242"))
    for (row, text) in [
      "[[ 0.0251, −0.0020, −0.0231],", "[−0.0020, 0.0714, −0.0694],",
      "[−0.0231, −0.0694, 0.0925]]",
    ].enumerated() {
      let upstream = try Tensor.oneHot([row], classes: 3)
      let cells = fours(try Softmax.backward(upstream, scores))
      #expect(text.filter { !"[] ".contains($0) }.split(separator: ",").map(String.init) == cells)
      #expect(lesson.says(text))
    }
    #expect(lesson.says("is the last row of the matrix, [−0.0231, −0.0694, 0.0925]"))
    #expect(try abs(Softmax.backward([[0, 0, 1]], scores).sum()) < 1e-15)
  }

  @Test("2: log-softmax, the numbers, and where log(softmax) breaks") func logSoftmax() throws {
    #expect(four(log(exp(scores).sum())) == "3.8589")
    #expect(lesson.says("log 47.4118 = 3.8589"))
    #expect(fours(try LogSoftmax.forward(scores)) == ["−3.6589", "−2.5589", "−0.1089"])
    #expect(lesson.says("[−3.6589, −2.5589, −0.1089]"))
    #expect(try LogSoftmax.forward([[0, 1000]]) == [[-1000, 0]])
    #expect(try log(Softmax.forward([[0, 1000]]))[0, 0] == -.infinity)
    let gradient = try LogSoftmax.backward([[0, 0, 1]], scores)
    #expect(fours(gradient) == ["−0.0258", "−0.0774", "0.1032"])
    #expect(lesson.says("[−0.0258, −0.0774, 0.1032]"))
  }

  @Test("3: the squared error") func meanSquaredError() throws {
    let loss = try MeanSquaredError.forward(prediction, target: target)
    #expect(loss == 1.75)
    #expect(lesson.says("| d² | 1 | 0.25 | 4 | 1.75 |"))
    let gradient = try MeanSquaredError.backward(1, prediction, target: target)
    #expect(close(gradient, try Tensor(rows: [[2.0 / 3, 1.0 / 3, 4.0 / 3]])))
    #expect(lesson.says("the gradient is \(row(gradient)) when upstream is 1"))
    let moved = try MeanSquaredError.forward([[2.001, 2.5, 5]], target: target)
    #expect(String(format: "%.6f", moved) == "1.750667")
    #expect(lesson.says("move x from 2 to 2.001, and the mean moves from 1.75 to 1.750667"))
  }

  @Test("4: the absolute error") func meanAbsoluteError() throws {
    let loss = try MeanAbsoluteError.forward(prediction, target: target)
    #expect(lesson.says("(1 + 0.5 + 2) / 3 = \(four(loss))"))
    #expect(four(loss) == "1.1667")
    let slopes = try MeanAbsoluteError.backward(5, [[-2, -0.5, 0, 0.5, 2]], target: [0])
    #expect(slopes == [[-1, -1, 0, 1, 1]])
  }

  @Test("5: smooth L1") func smoothL1() throws {
    let loss = try SmoothL1.forward(prediction, target: target)
    #expect(four(loss) == "0.7083" && four((0.5 + 0.125 + 1.5) / 3) == "0.7083")
    #expect(lesson.says("2 − ½ = 1.5. The mean is 0.7083."))
    let gradient = try SmoothL1.backward(1, prediction, target: target)
    #expect(close(gradient, try Tensor(rows: [[1.0 / 3, 0.5 / 3, 1.0 / 3]])))
    #expect(lesson.says("The gradient of the example is \(row(gradient))"))
    let slopes = try SmoothL1.backward(7, [[-3, -1, -0.5, 0, 0.5, 1, 3]], target: [0])
    #expect(slopes == [[-1, -1, -0.5, 0, 0.5, 1, 1]])
    #expect(lesson.says("slope −1 −1 −0.5 0 0.5 1 1"))
  }

  @Test("6: cross-entropy on probabilities") func probabilityCrossEntropy() throws {
    let targets: Tensor = [[1, 0, 0], [0, 0, 1]]
    let loss = try ProbabilityCrossEntropy.forward(probabilities, targets: targets)
    #expect(abs(loss - 0.6364828182635868) < 1e-12)
    #expect(lesson.says("The mean over the two rows is \(four(loss))"))
    let first = try ProbabilityCrossEntropy.forward([[0.7, 0.2, 0.1]], targets: [[1, 0, 0]])
    let second = try ProbabilityCrossEntropy.forward([[0.1, 0.5, 0.4]], targets: [[0, 0, 1]])
    #expect(lesson.says("−log 0.7 = \(four(first))"))
    #expect(lesson.says("−log 0.4 = \(four(second))"))
    #expect(lesson.says("a fifty-fifty one \(four(-log(0.5)))"))
    let worst = try ProbabilityCrossEntropy.forward([[0, 1, 0]], targets: [[1, 0, 0]])
    #expect(lesson.says("−log(1e-8) = \(String(format: "%.2f", worst))"))
    let gradient = try ProbabilityCrossEntropy.backward(1, probabilities, targets: targets)
    #expect(close(gradient, [[-0.7142857040816328, 0, 0], [0, 0, -1.2499999687500007]]))
    #expect(lesson.says("−0.7143 at the first row's true class, −1.2500 at the second's"))
    #expect(four(gradient[0, 0]) == "−0.7143" && four(gradient[1, 2]) == "−1.2500")
  }

  @Test("7 and 8: softmax and cross-entropy on logits") func crossEntropy() throws {
    let powers = exp([0.2, 1.3, 3.75] as Tensor)
    #expect(lesson.says("| e^z | \(cells(powers)) | \(four(powers.sum())) |"))
    let softmax = powers / powers.sum()
    #expect(close(softmax, [0.0257615876, 0.0773920860, 0.8968463264], 5e-11))
    #expect(lesson.says("| p | \(cells(softmax)) | 1 |"))
    let (last, first) = (
      try CrossEntropy.forward([[0.2, 1.3, 3.75]], labels: [2]),
      try CrossEntropy.forward([[0.2, 1.3, 3.75]], labels: [0])
    )
    #expect(lesson.says("−log 0.8968 = \(four(last))"))
    #expect(lesson.says("−log 0.0258 = \(four(first))"))

    let small = try CrossEntropy.forward([[1, 2, 0]], labels: [1])
    #expect(abs(small - 0.4076059644443804) < 1e-15)
    #expect(lesson.says("y = [−1.4076, −0.4076, −2.4076], and the loss is \(four(small))"))
    for (label, y) in ["−1.4076", "−0.4076", "−2.4076"].enumerated() {
      #expect(four(-(try CrossEntropy.forward([[1, 2, 0]], labels: [label]))) == y)
    }
    let gradient = try CrossEntropy.backward(1, [[1, 2, 0]], labels: [1])
    #expect(close(gradient, [[0.24472847105479764, -0.3347590442251782, 0.09003057317038043]]))
    #expect(lesson.says("the gradient is \(row(gradient)). It sums to 0"))
    #expect(abs(gradient.sum()) < 1e-15)

    let logits: Tensor = [[0.1, 0.1, 0.3, 1.4, 0.05, 0.05], [0.02, 0.08, 0.2, 0.2, 0.05, 2.45]]
    let batch = try CrossEntropy.forward(logits, labels: [3, 5])
    let fused = try SoftmaxCrossEntropy.forward(logits, labels: [3, 5])
    #expect(abs(batch - 0.6340319568020092) < 1e-15 && abs(batch - fused.loss) < 1e-15)
    #expect(lesson.says("the loss is \(four(batch)). The second step alone"))
    #expect(
      close(
        try SoftmaxCrossEntropy.backward(1, cache: fused.cache),
        try CrossEntropy.backward(1, logits, labels: [3, 5])
      )
    )
    #expect(try SoftmaxCrossEntropy.forward([[1000, -1000]], labels: [1]).loss == 2000)
    #expect(lesson.says("about 2000 when the wrong class is that sure"))
  }

  @Test("7: the second step alone, the negative log-likelihood") func picking() throws {
    let y = log(probabilities)
    let rows = try (0..<2).map { row(try y.at($0)) }
    #expect(lesson.says("y is \(rows[0]) and \(rows[1])"))
    let loss = try CrossEntropy.forward(y, labels: [0, 2])
    #expect(abs(loss - 0.6364828379064438) < 1e-15)
    #expect(lesson.says("(0.3567 + 0.9163) / 2 = \(four(loss))"))
    #expect(lesson.says("the entries that are picked get −0.5"))
  }

  @Test("9: binary cross-entropy") func binaryCrossEntropy() throws {
    let (p, t): (Tensor, Tensor) = ([[0.6901, 0.5459, 0.2469]], [[0, 1, 0]])
    let loss = try BinaryCrossEntropy.forward(p, target: t)
    #expect(abs(loss - 0.6867941140858967) < 1e-15)
    let each = try (0..<3).map {
      try BinaryCrossEntropy.forward(Tensor([p[0, $0]]), target: Tensor([t[0, $0]]))
    }
    #expect(lesson.says("| loss | \(cells(Tensor(each))) | \(four(loss)) |"))
    let gradient = try BinaryCrossEntropy.backward(1, p, target: t)
    #expect(close(gradient, [[1.075615790039798, -0.6106124442816144, 0.44261496923825966]]))
    #expect(lesson.says("with the mean, is \(row(gradient))"))
    #expect(try BinaryCrossEntropy.forward([[0]], target: [[1]]) == 100)
    #expect(lesson.says("A sure and wrong answer then costs 100"))
  }

  @Test("10: binary cross-entropy with logits") func binaryCrossEntropyWithLogits() throws {
    let (z, t): (Tensor, Tensor) = ([[2, -1, 0.5]], [[1, 1, 0]])
    let loss = try BinaryCrossEntropyWithLogits.forward(z, target: t)
    #expect(abs(loss - 0.8047555609137674) < 1e-15)
    let each = try (0..<3).map {
      try BinaryCrossEntropyWithLogits.forward(Tensor([z[0, $0]]), target: Tensor([t[0, $0]]))
    }
    #expect(lesson.says("| loss | \(cells(Tensor(each))) | \(four(loss)) |"))
    #expect(lesson.says("| σ | \(cells(1 / (1 + exp(-z)))) | |"))
    let gradient = try BinaryCrossEntropyWithLogits.backward(1, z, target: t)
    #expect(close(gradient, [[-0.0397343073407059, -0.2436861928766683, 0.20748644373395153]]))
    #expect(lesson.says("The gradient of the example is \(row(gradient))"))
    #expect(1 / (1 + exp(-40.0)) == 1.0)
    #expect(try BinaryCrossEntropyWithLogits.forward([[40]], target: [[0]]) == 40)
    #expect(lesson.says("where the true loss is a harmless 40"))
  }

  @Test("11: Huber", arguments: [(0.5, "0.5"), (1, "1"), (2, "2")])
  func huber(delta: Double, name: String) throws {
    let pytorch = [0.5: 0.4583333333333333, 1: 0.7083333333333334, 2: 0.875]
    let loss = try Huber.forward(prediction, target: target, delta: delta)
    #expect(abs(loss - (pytorch[delta] ?? .nan)) < 1e-15)
    let losses = try [1, 0.5, 2].map {
      String(format: "%g", try Huber.forward(Tensor([$0]), target: [0], delta: delta))
    }
    let gradient = try Huber.backward(1, prediction, target: target, delta: delta)
    #expect(
      lesson.says(
        "| \(name) | \(losses.joined(separator: ", ")) | \(four(loss)) | \(row(gradient)) |"
      )
    )
    // At |d| = δ both formulas give ½ δ².
    let inside = try Huber.forward(Tensor([delta]), target: [0], delta: delta)
    #expect(inside == delta * delta / 2 && inside == delta * (delta - delta / 2))
    let isSmoothL1 = try loss == SmoothL1.forward(prediction, target: target)
    #expect(isSmoothL1 == (delta == 1))
  }

  @Test("11: Huber between two other losses") func huberLimits() throws {
    let large = try Huber.forward(prediction, target: target, delta: 100)
    #expect(try large == MeanSquaredError.forward(prediction, target: target) / 2)
    let small = try Huber.forward(prediction, target: target, delta: 1e-6)
    let absolute = try MeanAbsoluteError.forward(prediction, target: target)
    #expect(abs(small / (1e-6 * absolute) - 1) < 1e-6)
    #expect(lesson.says("For large δ it is half the squared error, for small δ nearly δ times the"))
  }

  @Test("12: the Kullback–Leibler divergence") func klDivergence() throws {
    let targets: Tensor = [[0.5, 0.5, 0], [0.2, 0.4, 0.4]]
    let loss = try KLDivergence.forward(log(probabilities), targets: targets)
    #expect(abs(loss - 0.1696406316063881) < 1e-15)
    #expect(lesson.says("The mean over the rows is \(four(loss))"))
    #expect(lesson.says("which gives \(four(loss / 3)) and is not the divergence"))
    let (first, second) = (
      try KLDivergence.forward(log([[0.7, 0.2, 0.1]]), targets: [[0.5, 0.5, 0]]),
      try KLDivergence.forward(log([[0.1, 0.5, 0.4]]), targets: [[0.2, 0.4, 0.4]])
    )
    #expect(lesson.says("| 0.7, 0.2, 0.1 | 0.5, 0.5, 0 | \(four(first)) |"))
    #expect(lesson.says("| 0.1, 0.5, 0.4 | 0.2, 0.4, 0.4 | \(four(second)) |"))
    #expect(abs(try KLDivergence.forward(log(targets + 1e-300), targets: targets)) < 1e-15)
    let gradient = try KLDivergence.backward(1, log(probabilities), targets: targets)
    #expect(gradient == [[-0.25, -0.25, 0], [-0.1, -0.2, -0.2]])
    #expect(lesson.says("[−0.25, −0.25, 0] for the first row, and [−0.1, −0.2, −0.2]"))
  }

  @Test("13: the multiclass hinge") func multiclassHinge() throws {
    let scores: Tensor = [[3, 2.5, -1], [1, 2, 0.5]]
    #expect(try MulticlassHinge.forward(scores, labels: [0, 0]) == 1.5)
    #expect(lesson.says("The mean over the rows is 1.5"))
    #expect(try MulticlassHinge.forward([[3, 2.5, -1]], labels: [0]) == 0.5)
    #expect(try MulticlassHinge.forward([[1, 2, 0.5]], labels: [0]) == 2.5)
    #expect(lesson.says("| 3, 2.5, −1 | 0 | –, 0.5, 0 | 0.5 |"))
    #expect(lesson.says("| 1, 2, 0.5 | 0 | –, 2, 0.5 | 2.5 |"))
    let gradient = try MulticlassHinge.backward(1, scores, labels: [0, 0])
    #expect(gradient == [[-0.5, 0.5, 0], [-1, 0.5, 0.5]])
    #expect(lesson.says("[−0.5, 0.5, 0] for the first row, and [−1, 0.5, 0.5] for the second"))
  }

  /// A number as the lesson prints it: four digits, and a true minus sign.
  private func four(_ value: Double) -> String {
    String(format: "%.4f", value).replacing("-", with: "−")
  }

  private func fours(_ values: Tensor) -> [String] { values.scalars.map(four) }

  private func row(_ values: Tensor) -> String {
    "[" + fours(values).joined(separator: ", ") + "]"
  }

  private func cells(_ values: Tensor) -> String {
    fours(values).joined(separator: " | ")
  }

  private func close(_ a: Tensor, _ b: Tensor, _ tolerance: Double = 1e-14) -> Bool {
    a.shape == b.shape && zip(a.scalars, b.scalars).allSatisfy { abs($0 - $1) <= tolerance }
  }
}
