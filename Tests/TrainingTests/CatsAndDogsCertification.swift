import Grading
import ReferenceLayers
import Tensors

@testable import TrainingSolutions

extension CatsAndDogsGrader: Certified {
  static let certification = Certification(
    reference: network.implementation(
      Network.classifier(
        hidden: [64],
        epochs: 15,
        batchSize: 40,
        rule: .momentum(0.9),
        learningRate: 0.01
      )
    ),
    solution: network.implementation { points, examples, labels in
      try TrainingSolutions::CatsAndDogs.classify(points, learningFrom: examples, labels: labels)
    },
    alternatives: [
      Alternative(
        "half as many hidden units, the whole set in each step",
        network.implementation(
          Network.classifier(
            hidden: [32],
            epochs: 15,
            batchSize: 40,
            rule: .momentum(0.9),
            learningRate: 0.01
          )
        )
      )
    ],
    mistakes: [
      network.oneClass,
      network.byHeart(
        "right on the examples alone",
        "The examples are right, but too few of the new pictures: the network learnt their noise. Small weights at "
          + "the start, of √(2 / 4096), leave room for what all examples share; with large ones, single points decide."
      ),
      network.mistake(
        "cats and dogs exchanged",
        "Nearly every answer is wrong, which no guessing could do: cats and dogs are exchanged. Take the class with "
          + "the largest score, and go down the slope of the loss, not up.",
        { points, examples, labels in
          try TrainingSolutions::CatsAndDogs.classify(
            points,
            learningFrom: examples,
            labels: labels
          ).map { 1 - $0 }
        }
      ) { answers, data in data.accuracies(answers).examples < 0.1 },
      network.hardlyLearnt(
        "Fewer than 8 in 10 of the examples themselves are right: the network has hardly learnt. Print the loss of "
          + "every third step. If it begins far above 0.69, the first weights are too large for 4096 inputs; if it "
          + "stays, the learning rate is too small, or a parameter is not updated.",
        below: 0.8
      ) { answers, data in data.accuracies(answers).examples < 0.1 },
    ]
  )

  private static let network = TrainingMistakes(TrainingData.catsAndDogs, classes: 2)
}
