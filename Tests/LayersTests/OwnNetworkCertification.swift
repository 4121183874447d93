import Grading
import ReferenceLayers
import Tensors

@testable import LayersSolutions

extension OwnNetworkGrader: Certified {
  static let certification = Certification(
    reference: classifying { data in
      // The library's own layers, loss and optimiser.
      var random = RandomSource(seed: 1)
      var first = try LinearLayer(2, 16, using: &random)
      first.bias = try .normal([16], standardDeviation: 1, using: &random)
      var network = Network([first, ActivationLayer.tanh, try LinearLayer(16, 2, using: &random)])
      let training = Training(epochs: 200, batchSize: 20, rule: .adam()) { _ in 0.03 }
      let labels = data.labels.scalars.map { Int($0) }
      try training.run(&network, inputs: data.examples, targets: .labels(labels))
      return try network.forward(data.points).argmax(axis: 1)
    },
    solution: assembled { data, pieces in
      try LayersSolutions::OwnNetwork.classify(
        data.points,
        learningFrom: data.examples,
        labels: data.labels,
        with: LayersSolutions::OwnNetwork.Pieces(
          linear: pieces.forward(of: linear),
          linearBackward: { try named(pieces.backward(of: linear))($0, $1, $2, $3) },
          tanh: pieces.forward(of: tanh),
          tanhBackward: pieces.backward(of: tanh),
          loss: pieces.forward(of: loss),
          lossBackward: pieces.backward(of: loss)
        )
      )
    },
    alternatives: [
      Alternative(
        "twenty examples at a time, with momentum",
        assembled { data, pieces in
          try inBatches(data, pieces)
        }
      )
    ],
    mistakes: [
      mistake(
        "one class for every point",
        "Every point got the same class. Compare z² with 0, since it is a logit and no probability. "
          + TrainingMistakes.readingTheLoss(classes: 2, otherwise: "print some logits."),
        { data in (0..<data.points.shape[0]).map { _ in 0 } }
      ) { answers, _ in Set(answers).count == 1 },
      mistake(
        "the classes the wrong way round",
        "Nearly all of your answers are the opposite of the right ones. Either the parameters go uphill "
          + "(subtract the gradients), or class 1 is where z² is negative in your answer.",
        { data in
          data.truth.map { 1 - $0.label } + (data.truth.count..<data.points.shape[0]).map { _ in 0 }
        }
      ) { answers, data in accuracy(answers, data) < 0.25 },
      mistake(
        "a straight line",
        "A straight line divides your classes, and no line encloses a circle. "
          + TrainingMistakes.readingTheLoss(
            classes: 2,
            otherwise:
              "two layers without tanh between them are a single layer. With it, begin with random "
              + "first-layer weights of about 1, so that tanh bends."
          ),
        { data in
          data.points.scalars.indices.filter { $0.isMultiple(of: 2) }
            .map { data.points.scalars[$0] > 0.1 ? 1 : 0 }
        }
      ) { answers, data in isStraight(answers, data) && accuracy(answers, data) >= 0.25 },
    ]
  )

  // MARK: - Implementations

  private static func classifying(
    _ classify: @escaping @Sendable (CircleData) throws -> [Int]
  ) -> Implementation {
    Implementation { (seed: Int) in try classify(CircleData(seed)) }
  }

  private static func assembled(
    _ classify: @escaping @Sendable (CircleData, Grading::Pieces) throws -> [Int]
  ) -> Implementation {
    Implementation(assembledFrom: pieces) { pieces in
      classifying { try classify($0, pieces) }
    }
  }

  /// Momentum: the parameters move after each batch of twenty examples.
  private static func inBatches(_ data: CircleData, _ pieces: Grading::Pieces) throws -> [Int] {
    let layer: (Tensor, Tensor, Tensor) throws -> Tensor = pieces.forward(of: linear)
    let squash: (Tensor) throws -> Tensor = pieces.forward(of: tanh)
    let squashBackward: (Tensor, Tensor) throws -> Tensor = pieces.backward(of: tanh)
    let lossBackward: (Double, Tensor, Tensor) throws -> Tensor = pieces.backward(of: loss)
    let layerBackward = named(pieces.backward(of: linear))
    var random = RandomSource(seed: 2)
    var parameters = [
      try Tensor.normal([2, 10], standardDeviation: 2, using: &random),
      try Tensor.normal([10], standardDeviation: 1, using: &random),
      try Tensor.normal([10, 1], standardDeviation: 0.3, using: &random), try .zeros([1]),
    ]
    var velocities = parameters.map { 0 * $0 }
    for _ in 0..<60 {
      for start in stride(from: 0, to: 120, by: 20) {
        let x = try data.examples.sliced(start..<start + 20)
        let label = try data.labels.sliced(start..<start + 20)
        let sum = try layer(x, parameters[0], parameters[1])
        let hidden = try squash(sum)
        let logit = try layer(hidden, parameters[2], parameters[3])
        let second = try layerBackward(
          lossBackward(1, logit, label),
          hidden,
          parameters[2],
          parameters[3]
        )
        let first = try layerBackward(
          squashBackward(second.x, sum),
          x,
          parameters[0],
          parameters[1]
        )
        let gradients = [first.weight, first.bias, second.weight, second.bias]
        for (position, gradient) in gradients.enumerated() {
          velocities[position] = try 0.9 * velocities[position] + gradient
          parameters[position] = try parameters[position] - 0.1 * velocities[position]
        }
      }
    }
    let hidden = try squash(layer(data.points, parameters[0], parameters[1]))
    return try layer(hidden, parameters[2], parameters[3]).scalars.map { $0 > 0 ? 1 : 0 }
  }

  // MARK: - Known mistakes

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ classify: @escaping @Sendable (CircleData) throws -> [Int],
    recognisedBy shows: @escaping @Sendable ([Int], CircleData) -> Bool
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      classifying(classify),
      recognisedBy: { (answers: [Int], arguments) in
        guard let data = CircleData(arguments), answers.count == data.points.shape[0]
        else { return false }
        return shows(Array(answers.prefix(data.truth.count)), data)
      }
    )
  }

  private static func accuracy(_ answers: [Int], _ data: CircleData) -> Double {
    let right = zip(answers, data.truth).count { $0 == $1.label }
    return Double(right) / Double(answers.count)
  }

  /// Whether some straight line has all points of class 1 on one side and all others on the other.
  private static func isStraight(_ answers: [Int], _ data: CircleData) -> Bool {
    guard Set(answers) == [0, 1] else { return false }
    let x = data.points.scalars
    // The directions of 180 lines: a gap between the classes is wider than what they miss, or there is none.
    return (0..<360).contains { degree in
      let (c, s) = (cos(Double(degree) * .pi / 180), sin(Double(degree) * .pi / 180))
      var (low, high) = (-Double.infinity, Double.infinity)
      for (n, answer) in answers.enumerated() {
        let along = c * x[2 * n] + s * x[2 * n + 1]
        if answer == 1 { high = min(high, along) } else { low = max(low, along) }
      }
      return low < high
    }
  }
}
