import Grading
import ReferenceLayers
import Tensors

@testable import FirstNetworkSolutions

extension XorGrader: Certified {
  static let certification = Certification(
    reference: network.implementation(
      Network.classifier(
        hidden: [16],
        epochs: 30,
        batchSize: 8,
        rule: .adam(),
        learningRate: 0.03
      )
    ),
    solution: network.implementation { points, examples, labels in
      try FirstNetworkSolutions::Xor.classify(points, learningFrom: examples, labels: labels)
    },
    alternatives: [
      Alternative(
        "tanh, two hidden layers, momentum",
        network.implementation(
          Network.classifier(
            hidden: [8, 8],
            activation: .tanh,
            epochs: 60,
            batchSize: 10,
            rule: .momentum(0.9),
            learningRate: 0.1
          )
        )
      )
    ],
    mistakes: [
      network.oneClass,
      network.mistake(
        "one straight line",
        "One straight line divides your classes, and no line gets more than three of the "
          + "corners right. "
          + TrainingMistakes.readingTheLoss(
            classes: 2,
            otherwise:
              "two layers without a non-linear function between them are a single layer. With one, begin "
              + "with larger random weights, or train longer."
          ),
        { points, _, _ in (0..<points.shape[0]).map { points[$0, 0] + points[$0, 1] > 0.5 ? 1 : 0 }
        }
      ) { answers, data in data.hasStraightBoundaries(answers) },
      network.mistake(
        "classes the other way round",
        "Nearly every answer is wrong, which no guessing could do: the classes are the other "
          + "way round. Take the class with the largest score, and go down the slope of the loss, "
          + "not up.",
        { points, examples, labels in
          TrainingMistakes.nearest(points, examples, labels).map { 1 - $0 }
        }
      ) { answers, data in data.accuracies(answers).examples < 0.05 },
      network.mistake(
        "a rule instead of learning",
        "The answers follow a fixed rule of exclusive or, and not the labels. In some sets "
          + "the classes are the other way round: let the network learn them from the examples.",
        { points, _, _ in exclusiveOr(points) }
      ) { answers, data in answers == exclusiveOr(data.points) },
      network.hardlyLearnt(
        "Fewer than 8 in 10 of the examples themselves are right, though your boundary is not "
          + "a straight line. "
          + TrainingMistakes.readingTheLoss(classes: 2, otherwise: "train longer."),
        below: 0.8
      ) { answers, data in
        data.accuracies(answers).examples < 0.05 || data.hasStraightBoundaries(answers)
          || answers == exclusiveOr(data.points)
      },
    ]
  )

  private static let network = TrainingMistakes(TrainingData.xor, classes: 2)
}

private func exclusiveOr(_ points: Tensor) -> [Int] {
  (0..<points.shape[0]).map { (points[$0, 0] > 0.5) != (points[$0, 1] > 0.5) ? 1 : 0 }
}
