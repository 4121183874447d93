import Grading
import ReferenceLayers
import Tensors

@testable import TrainingSolutions

extension SpiralsGrader: Certified {
  static let certification = Certification(
    reference: network.implementation(
      Network.classifier(
        hidden: [32],
        epochs: 80,
        batchSize: 15,
        rule: .adam(),
        learningRate: 0.02
      )
    ),
    solution: network.implementation { points, examples, labels in
      try TrainingSolutions::Spirals.classify(points, learningFrom: examples, labels: labels)
    },
    alternatives: [
      Alternative(
        "tanh, two hidden layers, momentum",
        network.implementation(
          Network.classifier(
            hidden: [16, 16],
            activation: .tanh,
            epochs: 120,
            batchSize: 15,
            rule: .momentum(0.9),
            learningRate: 0.1
          )
        )
      )
    ],
    mistakes: [
      network.oneClass,
      network.mistake(
        "straight boundaries",
        "Straight lines divide your classes, and no straight lines separate spirals. "
          + TrainingMistakes.readingTheLoss(
            classes: 3,
            otherwise:
              "layers without a non-linear function between them are a single layer. With one, begin with "
              + "larger random weights, or train longer."
          ),
        { points, _, _ in
          let directions: Tensor = [[1, -0.5, -0.5], [0, 0.9, -0.9]]
          return try points.matmul(directions).argmax(axis: 1)
        }
      ) { answers, data in data.hasStraightBoundaries(answers) },
      network.countedFrom1("class"),
      network.byHeart(
        "learnt by heart",
        "The examples are right, but too few of the new points: the network learnt the examples "
          + "one by one rather than the arms they lie on. Use a network whose answer changes smoothly from "
          + "point to point."
      ),
      network.hardlyLearnt(
        "Fewer than 7 in 10 of the examples themselves are right, though your boundaries are "
          + "not straight lines. "
          + TrainingMistakes.readingTheLoss(classes: 3, otherwise: "train longer."),
        below: 0.7
      ) { answers, data in
        network.countsFrom1(answers, data) || data.hasStraightBoundaries(answers)
      },
    ]
  )

  private static let network = TrainingMistakes(TrainingData.spirals, classes: 3)
}
