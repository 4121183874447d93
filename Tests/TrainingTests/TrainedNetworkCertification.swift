import Grading
import ReferenceLayers
import Tensors

/// Classifiers for the certification of the exercises that train to an accuracy.
enum TrainedNetwork {
  /// A network of the reference's layers, trained by its training loop.
  static func classifier(
    inputs: Int,
    hidden: [Int],
    classes: Int,
    activation: ReferenceLayers::ActivationLayer = .relu,
    epochs: Int,
    batchSize: Int,
    rule: ReferenceLayers::Optimiser.Rule,
    learningRate: Double
  ) -> TrainingData.Classifier {
    { points, examples, labels in
      var random = RandomSource(seed: 1)
      let widths = [inputs] + hidden + [classes]
      var layers: [any NetworkLayer] = []
      for (from, to) in zip(widths, widths.dropFirst()) {
        if !layers.isEmpty { layers.append(activation) }
        var layer = try LinearLayer(from, to, using: &random)
        // In the plane, different thresholds, so that the units bend at different places.
        if layers.isEmpty, inputs == 2 {
          layer.bias = try .normal([to], standardDeviation: 0.5, using: &random)
        }
        layers.append(layer)
      }
      var network = Network(layers)
      let training = Training(epochs: epochs, batchSize: batchSize, rule: rule) { _ in learningRate
      }
      try training.run(&network, inputs: examples, targets: .labels(labels))
      return try network.forward(points).argmax(axis: 1)
    }
  }

  /// A network with large random weights that are never changed.
  static func untrained(inputs: Int, classes: Int) -> TrainingData.Classifier {
    { points, _, _ in
      var random = RandomSource(seed: 1)
      let weight1 = try Tensor.normal([inputs, 32], standardDeviation: 6, using: &random)
      let bias1 = try Tensor.normal([32], standardDeviation: 3, using: &random)
      let weight2 = try Tensor.normal([32, classes], using: &random)
      return try tanh(points.matmul(weight1) + bias1).matmul(weight2).argmax(axis: 1)
    }
  }

  /// The label of the nearest example: right answers without a network, to be spoilt on purpose.
  @Sendable static func nearest(_ points: Tensor, _ examples: Tensor, _ labels: [Int]) -> [Int] {
    let width = points.shape[1]
    let (all, known) = (points.scalars, examples.scalars)
    return (0..<points.shape[0]).map { row in
      var (best, answer) = (Double.infinity, 0)
      for example in labels.indices {
        var distance = 0.0
        for d in 0..<width {
          let difference = all[row * width + d] - known[example * width + d]
          distance += difference * difference
        }
        if distance < best { (best, answer) = (distance, labels[example]) }
      }
      return answer
    }
  }

  /// What a table of the examples knows: their labels, and class 0 for everything else.
  @Sendable static func byHeart(_ points: Tensor, _ examples: Tensor, _ labels: [Int]) -> [Int] {
    let width = points.shape[1]
    func rows(_ tensor: Tensor) -> [[Double]] {
      (0..<tensor.shape[0]).map { Array(tensor.scalars[$0 * width..<($0 + 1) * width]) }
    }
    let table = Dictionary(zip(rows(examples), labels)) { first, _ in first }
    return rows(points).map { table[$0] ?? 0 }
  }
}

/// How wrong answers are recognised, whatever network gave them.
extension TrainingData {
  /// The share of the examples, and of the new points, that are right.
  func accuracies(_ answers: [Int]) -> (examples: Double, new: Double) {
    func share(_ answers: ArraySlice<Int>, _ labels: [Int]) -> Double {
      Double(zip(answers, labels).count { $0 == $1 }) / Double(labels.count)
    }
    let count = labels.count
    return (share(answers[..<count], labels), share(answers[count..<(2 * count)], newLabels))
  }

  /// Whether the answers on the lattice come from straight boundaries: then each class is convex, and with
  /// two points of it their midpoint belongs to it too.
  func hasStraightBoundaries(_ answers: [Int]) -> Bool {
    let side = TrainingData.side
    let classes = Array(answers.suffix(side * side))
    guard Set(classes).count > 1 else { return false }
    for (one, first) in classes.enumerated() {
      for other in (one + 1)..<classes.count where classes[other] == first {
        let (rows, columns) = (one / side + other / side, one % side + other % side)
        guard rows % 2 == 0, columns % 2 == 0 else { continue }
        if classes[rows / 2 * side + columns / 2] != first { return false }
      }
    }
    return true
  }

  /// A predicate for a known mistake.
  static func recognising(
    _ make: @escaping Maker,
    _ shows: @escaping @Sendable (_ answers: [Int], _ data: TrainingData) -> Bool
  ) -> @Sendable ([Int], Arguments) -> Bool {
    { answers, arguments in
      guard let data = data(make, arguments), answers.count == data.points.shape[0] else {
        return false
      }
      return shows(answers, data)
    }
  }
}
