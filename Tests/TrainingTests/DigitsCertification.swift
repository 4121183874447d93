import Grading
import ReferenceLayers
import Tensors

@testable import TrainingSolutions

extension DigitsGrader: Certified {
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
    solution: network.implementation { points, examples, labels in
      try TrainingSolutions::Digits.classify(points, learningFrom: examples, labels: labels)
    },
    alternatives: [
      Alternative(
        "tanh, momentum, mini-batches",
        network.implementation(
          Network.classifier(
            hidden: [32],
            activation: .tanh,
            epochs: 20,
            batchSize: 20,
            rule: .momentum(0.9),
            learningRate: 0.1
          )
        )
      )
    ],
    mistakes: [
      network.oneClass,
      network.countedFrom1("digit"),
      network.byHeart(
        "right on the examples alone",
        "The examples are right, but too few of the new pictures: the network learnt the noise "
          + "of the examples. A network without hidden units does that here. With hidden units, train on as "
          + "long as the loss falls, or try a ReLU in place of tanh. Other steps learn less noise, too: with "
          + "momentum more carries over here than with Adam."
      ),
      network.hardlyLearnt(
        "Fewer than half of the examples themselves are right: the network has hardly learnt. "
          + "Print the loss every 10 steps: does it fall? Are all four parameters updated, "
          + "downhill, often enough?",
        below: 0.5,
        unless: network.countsFrom1
      ),
    ]
  )

  private static let network = TrainingMistakes(TrainingData.digits, classes: 10)
}
