import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Layers

@Suite struct OwnNetworkGrader: Grader {
  @Test func `layers/own-network`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .goals(CircleData.goals),
    points: 15,
    inputs: [CircleData.seed],
    limits: .init(processorSeconds: 60, wallSeconds: 240),
    shows: [CircleData.plane],
    student: Implementation(assembledFrom: pieces) { pieces in
      Implementation { (seed: Int) in
        let data = try CircleData(seed)
        return try OwnNetwork.classify(
          data.points,
          learningFrom: data.examples,
          labels: data.labels,
          with: OwnNetwork.Pieces(
            linear: pieces.forward(of: linear),
            linearBackward: { try named(pieces.backward(of: linear))($0, $1, $2, $3) },
            tanh: pieces.forward(of: tanh),
            tanhBackward: pieces.backward(of: tanh),
            loss: pieces.forward(of: loss),
            lossBackward: pieces.backward(of: loss)
          )
        )
      }
    }
  )

  static let linear = "Layers/Linear"
  static let tanh = "Activations/Tanh"
  static let loss = "Losses/BinaryCrossEntropyWithLogits"
  static let pieces = [linear, tanh, loss]

  typealias Gradients = (x: Tensor, weight: Tensor, bias: Tensor)

  /// The backward function of a fully connected layer, whose gradients have names.
  static func named(
    _ backward: @escaping (Tensor, Tensor, Tensor, Tensor) throws -> (Tensor, Tensor, Tensor)
  ) -> (Tensor, Tensor, Tensor, Tensor) throws -> Gradients {
    { upstream, x, weight, bias in
      let gradients = try backward(upstream, x, weight, bias)
      return (gradients.0, gradients.1, gradients.2)
    }
  }
}
