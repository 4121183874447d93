import Grading
import Tensors

@testable import TrainingSolutions

extension DigitsGrader: Certified {
  static let certification = Certification(
    reference: implementation(
      TrainedNetwork.classifier(
        inputs: 64,
        hidden: [32],
        classes: 10,
        epochs: 15,
        batchSize: 20,
        rule: .momentum(0.9),
        learningRate: 0.05
      )
    ),
    solution: implementation { points, examples, labels in
      try TrainingSolutions::Digits.classify(points, learningFrom: examples, labels: labels)
    },
    alternatives: [
      Alternative(
        "tanh, momentum, mini-batches",
        implementation(
          TrainedNetwork.classifier(
            inputs: 64,
            hidden: [32],
            classes: 10,
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
      mistake(
        "one class for every point",
        "Every point got the same class: the scores are equal, or no numbers (NaN), or the score of "
          + "one class is the largest everywhere. Print some scores, and the loss while it trains: does it "
          + "fall, or does it grow because the learning rate is too large or its sign wrong?",
        { points, _, labels in (0..<points.shape[0]).map { _ in labels[0] }
        }
      ) { answers, _ in Set(answers).count == 1 },
      mistake(
        "classes counted from 1",
        "Nearly every answer is the digit after the right one. Classes are counted from 0: "
          + "argmax gives them so.",
        { points, examples, labels in
          TrainedNetwork.nearest(points, examples, labels).map { $0 + 1 }
        }
      ) { answers, data in
        data.accuracies(answers.map { ($0 + 9) % 10 }).examples > 0.9
      },
      mistake(
        "right on the examples alone",
        "The examples are right, but too few of the new pictures: too much of what was learnt is the "
          + "noise of the examples. A network without hidden units comes to that here. With some, train on as "
          + "long as the loss falls, or try a ReLU in place of tanh.",
        TrainedNetwork.byHeart
      ) { answers, data in
        let (examples, new) = data.accuracies(answers)
        return examples >= 0.95 && new < 0.9
      },
      mistake(
        "hardly anything learnt",
        "Fewer than half of the examples themselves are right: the network has hardly learnt. "
          + "Print the loss every 10 steps: does it fall? Are all four parameters updated, "
          + "downhill, often enough?",
        TrainedNetwork.untrained(inputs: 64, classes: 10)
      ) { answers, data in
        data.accuracies(answers).examples < 0.5 && Set(answers).count > 1
          && data.accuracies(answers.map { ($0 + 9) % 10 }).examples <= 0.9
      },
    ]
  )

  @Sendable private static func implementation(
    _ classify: @escaping TrainingData.Classifier
  ) -> Implementation {
    TrainingData.implementation(TrainingData.digits, classify)
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
      recognisedBy: TrainingData.recognising(TrainingData.digits, shows)
    )
  }
}
