import Grading
import Tensors

@testable import TrainingSolutions

extension SpiralsGrader: Certified {
  static let certification = Certification(
    reference: implementation(
      TrainedNetwork.classifier(
        inputs: 2,
        hidden: [32],
        classes: 3,
        epochs: 80,
        batchSize: 15,
        rule: .adam(),
        learningRate: 0.02
      )
    ),
    solution: implementation { points, examples, labels in
      try TrainingSolutions::Spirals.classify(points, learningFrom: examples, labels: labels)
    },
    alternatives: [
      Alternative(
        "tanh, two hidden layers, momentum",
        implementation(
          TrainedNetwork.classifier(
            inputs: 2,
            hidden: [16, 16],
            classes: 3,
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
      mistake(
        "one class for every point",
        "Every point got the same class: the scores are equal, or no numbers (NaN), or the score of "
          + "one class is the largest everywhere. Print some scores, and the loss while it trains: does it "
          + "fall, or does it grow because the learning rate is too large or its sign wrong?",
        { points, _, labels in (0..<points.shape[0]).map { _ in labels[0] }
        }
      ) { answers, _ in Set(answers).count == 1 },
      mistake(
        "straight boundaries",
        "Straight lines divide your classes, and spirals are not to be divided so. Is there a "
          + "non-linear function between the layers? Without one they are a single layer. If there is, "
          + "its weights may be equal, or still too small to bend anything: begin with larger random ones, "
          + "or train longer.",
        { points, _, _ in
          let directions: Tensor = [[1, -0.5, -0.5], [0, 0.9, -0.9]]
          return try points.matmul(directions).argmax(axis: 1)
        }
      ) { answers, data in data.hasStraightBoundaries(answers) },
      mistake(
        "classes counted from 1",
        "Nearly every answer is the class after the right one. Classes are counted from 0: "
          + "argmax gives them so.",
        { points, examples, labels in
          TrainedNetwork.nearest(points, examples, labels).map { $0 + 1 }
        }
      ) { answers, data in
        data.accuracies(answers.map { ($0 + 2) % 3 }).examples > 0.9
      },
      mistake(
        "learnt by heart",
        "The examples are right, but too few of the new points: too much of what was learnt are the "
          + "examples one by one, too little the arms they lie on. Use a network whose answer changes "
          + "smoothly from point to point.",
        TrainedNetwork.byHeart
      ) { answers, data in
        let (examples, new) = data.accuracies(answers)
        return examples >= 0.95 && new < 0.9
      },
      mistake(
        "hardly anything learnt",
        "Fewer than 7 in 10 of the examples themselves are right, though your boundaries are "
          + "not straight lines: the network has hardly learnt. Print the loss every 50 steps: "
          + "does it fall? Are all four parameters updated, downhill, often enough?",
        TrainedNetwork.untrained(inputs: 2, classes: 3)
      ) { answers, data in
        data.accuracies(answers).examples < 0.7 && Set(answers).count > 1
          && data.accuracies(answers.map { ($0 + 2) % 3 }).examples <= 0.9
          && !data.hasStraightBoundaries(answers)
      },
    ]
  )

  @Sendable private static func implementation(
    _ classify: @escaping TrainingData.Classifier
  ) -> Implementation {
    TrainingData.implementation(TrainingData.spirals, classify)
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
      recognisedBy: TrainingData.recognising(TrainingData.spirals, shows)
    )
  }
}
