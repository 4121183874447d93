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
          + "of the examples. A network without hidden units does that here, and so does one whose first "
          + "weights are large: begin with a standard deviation of about √(2 / fan-in). Then train on as long "
          + "as the loss falls. ReLU learns less noise here than tanh, and momentum less than Adam."
      ),
      network.hardlyLearnt(
        "Fewer than half of the examples themselves are right. "
          + TrainingMistakes.readingTheLoss(
            classes: 10,
            otherwise:
              "train longer, and look whether anything non-linear stands between the layers."
          ),
        below: 0.5,
        unless: network.countsFrom1
      ),
    ]
  )

  private static let network = TrainingMistakes(TrainingData.digits, classes: 10)
}
