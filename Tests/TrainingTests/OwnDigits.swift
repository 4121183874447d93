import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Training

@Suite struct OwnDigitsGrader: Grader {
  @Test func `training/own-digits`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .goals(TrainingData.goals(TrainingData.digits, examples: 0.95, newPoints: 0.9)),
    points: 15,
    inputs: [TrainingData.seed],
    edges: [],
    limits: .init(processorSeconds: 60, wallSeconds: 240),
    shows: [TrainingData.images(TrainingData.digits, width: 8)],
    student: Implementation(assembledFrom: pieces) { pieces in
      TrainingData.implementation(TrainingData.digits) { points, examples, labels in
        try OwnDigits.classify(
          points,
          learningFrom: examples,
          labels: labels,
          with: OwnDigits.Pieces(
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
      }
    }
  )

  static let linear = "Layers/Linear"
  static let relu = "Activations/ReLU"
  static let loss = "Losses/SoftmaxCrossEntropy"
  static let weights = "Initialisation/KaimingNormal"
  static let momentum = "Optimisers/Momentum"
  static let pieces = [linear, relu, loss, weights, momentum]

  typealias Gradients = (x: Tensor, weight: Tensor, bias: Tensor)
  typealias Step = (parameter: Tensor, velocity: Tensor)

  /// The backward function of a fully connected layer, whose gradients have names.
  static func named(
    _ backward: @escaping (Tensor, Tensor, Tensor, Tensor) throws -> (Tensor, Tensor, Tensor)
  ) -> (Tensor, Tensor, Tensor, Tensor) throws -> Gradients {
    { upstream, x, weight, bias in
      let gradients = try backward(upstream, x, weight, bias)
      return (gradients.0, gradients.1, gradients.2)
    }
  }

  /// The function that draws initial weights; its grader draws a small weight many times, of which one is taken.
  static func single(
    _ draw: @escaping (Int, Int) throws -> Tensor
  ) -> (Int, Int) throws -> Tensor {
    { inputs, outputs in
      let weight = try draw(inputs, outputs)
      return weight.rank == 3
        ? try weight.sliced(0..<1).reshaped([inputs, outputs]) : weight
    }
  }

  /// One step of momentum, whose results have names.
  static func step(
    _ step: @escaping (Tensor, Tensor, Tensor, Double, Double) throws -> (Tensor, Tensor)
  ) -> (Tensor, Tensor, Tensor, Double, Double) throws -> Step {
    { parameter, gradient, velocity, learningRate, momentum in
      let moved = try step(parameter, gradient, velocity, learningRate, momentum)
      return (moved.0, moved.1)
    }
  }
}
