import Grading
import Tensors

@testable import TrainingSolutions

extension XorGrader: Certified {
  static let certification = Certification(
    reference: implementation(
      TrainedNetwork.classifier(
        inputs: 2,
        hidden: [16],
        classes: 2,
        epochs: 30,
        batchSize: 8,
        rule: .adam(),
        learningRate: 0.03
      )
    ),
    solution: implementation { points, examples, labels in
      try TrainingSolutions::Xor.classify(points, learningFrom: examples, labels: labels)
    },
    alternatives: [
      Alternative(
        "tanh, two hidden layers, momentum",
        implementation(
          TrainedNetwork.classifier(
            inputs: 2,
            hidden: [8, 8],
            classes: 2,
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
      mistake(
        "one class for every point",
        "Every point got the same class: the scores are equal, or no numbers (NaN), or the score of "
          + "one class is the largest everywhere. Print some scores, and the loss while it trains: does it "
          + "fall, or does it grow because the learning rate is too large or its sign wrong?",
        { points, _, labels in (0..<points.shape[0]).map { _ in labels[0] }
        }
      ) { answers, _ in Set(answers).count == 1 },
      mistake(
        "one straight line",
        "One straight line divides your classes, and no line gets more than three of the "
          + "corners right. Is there a non-linear function between the two layers? Without one "
          + "they are a single layer. If there is, its weights may be equal, or still too small to bend "
          + "anything: begin with larger random ones, or train longer.",
        { points, _, _ in (0..<points.shape[0]).map { points[$0, 0] + points[$0, 1] > 0.5 ? 1 : 0 }
        }
      ) { answers, data in data.hasStraightBoundaries(answers) },
      mistake(
        "classes the other way round",
        "Nearly every answer is wrong, which no guessing could do: the classes are the other "
          + "way round. Take the class with the largest score, and go down the slope of the loss, "
          + "not up.",
        { points, examples, labels in
          TrainedNetwork.nearest(points, examples, labels).map { 1 - $0 }
        }
      ) { answers, data in data.accuracies(answers).examples < 0.05 },
      mistake(
        "a rule instead of learning",
        "The answers follow a fixed rule of exclusive or, and not the labels. In some sets "
          + "the classes are the other way round: let the network learn them from the examples.",
        { points, _, _ in exclusiveOr(points) }
      ) { answers, data in answers == exclusiveOr(data.points) },
      mistake(
        "hardly anything learnt",
        "Fewer than 8 in 10 of the examples themselves are right, though your boundary is not "
          + "a straight line: the network has hardly learnt. Print the loss every 50 steps: does "
          + "it fall? Are all four parameters updated, downhill, often enough?",
        TrainedNetwork.untrained(inputs: 2, classes: 2)
      ) { answers, data in
        let accuracy = data.accuracies(answers).examples
        return accuracy >= 0.05 && accuracy < 0.8 && Set(answers).count > 1
          && !data.hasStraightBoundaries(answers) && answers != exclusiveOr(data.points)
      },
    ]
  )

  @Sendable private static func implementation(
    _ classify: @escaping TrainingData.Classifier
  ) -> Implementation {
    TrainingData.implementation(TrainingData.xor, classify)
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ classify: @escaping TrainingData.Classifier,
    recognisedBy shows: @escaping @Sendable ([Int], TrainingData) -> Bool
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      implementation(classify),
      recognisedBy: TrainingData.recognising(TrainingData.xor, shows)
    )
  }
}

private func exclusiveOr(_ points: Tensor) -> [Int] {
  (0..<points.shape[0]).map { (points[$0, 0] > 0.5) != (points[$0, 1] > 0.5) ? 1 : 0 }
}
