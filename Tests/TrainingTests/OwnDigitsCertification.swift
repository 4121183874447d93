import Grading
import ReferenceLayers
import Tensors

@testable import TrainingSolutions

extension OwnDigitsGrader: Certified {
  static let certification = Certification(
    reference: network.implementation(
      Network.classifier(
        hidden: [32],
        epochs: 15,
        batchSize: 20,
        rule: .momentum(0.9),
        learningRate: 0.05
      )
    ),
    solution: assembled { points, examples, labels, pieces in
      try TrainingSolutions::OwnDigits.classify(
        points,
        learningFrom: examples,
        labels: labels,
        with: TrainingSolutions::OwnDigits.Pieces(
          linear: pieces.forward(of: linear),
          linearBackward: { try named(pieces.backward(of: linear))($0, $1, $2, $3) },
          relu: pieces.forward(of: relu),
          reluBackward: pieces.backward(of: relu),
          loss: pieces.forward(of: loss),
          lossBackward: pieces.backward(of: loss),
          weights: { try single(pieces.forward(of: weights))($0, $1) },
          momentum: { try step(pieces.forward(of: momentum))($0, $1, $2, $3, $4) }
        )
      )
    },
    alternatives: [
      Alternative(
        "twenty pictures at a time",
        assembled { try inBatches($0, $1, $2, $3) }
      )
    ],
    mistakes: [
      network.oneClass,
      network.countedFrom1("digit"),
      network.byHeart(
        "right on the examples alone",
        "The examples are right, but too few of the new pictures: the network learnt the noise of the examples. "
          + "Does a ReLU stand between the two layers, in training and in the answer? With it, train on as long as "
          + "the loss falls."
      ),
      network.hardlyLearnt(
        "Fewer than half of the examples themselves are right. "
          + TrainingMistakes.readingTheLoss(
            classes: 10,
            otherwise: "train longer. Does each of the four parameters have a velocity of its own?"
          ),
        below: 0.5,
        unless: network.countsFrom1
      ),
    ]
  )

  private static let network = TrainingMistakes(TrainingData.digits, classes: 10)

  private static func assembled(
    _ classify: @escaping @Sendable (Tensor, Tensor, [Int], Grading::Pieces) throws -> [Int]
  ) -> Implementation {
    Implementation(assembledFrom: pieces) { pieces in
      network.implementation { try classify($0, $1, $2, pieces) }
    }
  }

  /// The parameters move after each batch of twenty pictures.
  private static func inBatches(
    _ points: Tensor,
    _ examples: Tensor,
    _ labels: [Int],
    _ pieces: Grading::Pieces
  ) throws -> [Int] {
    let layer: (Tensor, Tensor, Tensor) throws -> Tensor = pieces.forward(of: linear)
    let layerBackward = named(pieces.backward(of: linear))
    let bend: (Tensor) throws -> Tensor = pieces.forward(of: relu)
    let bendBackward: (Tensor, Tensor) throws -> Tensor = pieces.backward(of: relu)
    let lossBackward: (Double, Tensor, [Int]) throws -> Tensor = pieces.backward(of: loss)
    let draw = single(pieces.forward(of: weights))
    let move = step(pieces.forward(of: momentum))
    let widths = [64, 48, 10]
    let last = widths.count - 2
    var weight = try zip(widths, widths.dropFirst()).map { try draw($0, $1) }
    var bias = try widths.dropFirst().map { try Tensor.zeros([$0]) }
    var velocities = (weight + bias).map { Tensor.zeros(like: $0) }
    /// The inputs of every layer, then the logits; and the sums before each ReLU.
    func forward(_ x: Tensor) throws -> (received: [Tensor], sums: [Tensor]) {
      var (received, sums) = ([x], [Tensor]())
      for n in 0...last {
        let sum = try layer(received[n], weight[n], bias[n])
        sums.append(sum)
        received.append(n < last ? try bend(sum) : sum)
      }
      return (received, sums)
    }
    for epoch in 0..<25 {
      for start in stride(from: 0, to: labels.count, by: 20) {
        let rows = (start..<start + 20).map { (7 * $0 + epoch) % labels.count }
        let (received, sums) = try forward(examples.gatheringRows(rows))
        var upstream = try lossBackward(1, received[last + 1], rows.map { labels[$0] })
        var moves: [(layer: Int, gradients: Gradients)] = []
        for n in (0...last).reversed() {
          if n < last { upstream = try bendBackward(upstream, sums[n]) }
          let gradients = try layerBackward(upstream, received[n], weight[n], bias[n])
          moves.append((n, gradients))
          upstream = gradients.x
        }
        for (n, gradients) in moves {
          (weight[n], velocities[n]) = try move(
            weight[n],
            gradients.weight,
            velocities[n],
            0.02,
            0.9
          )
          (bias[n], velocities[last + 1 + n]) = try move(
            bias[n],
            gradients.bias,
            velocities[last + 1 + n],
            0.02,
            0.9
          )
        }
      }
    }
    return try forward(points).received[last + 1].argmax(axis: 1)
  }
}
