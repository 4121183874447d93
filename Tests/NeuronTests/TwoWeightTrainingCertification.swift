import Grading
import ReferenceLayers
import Tensors

@testable import NeuronSolutions

extension TwoWeightTrainingGrader: Certified {
  static let certification = Certification(
    reference: Implementation(function: reference),
    solution: Implementation(function: NeuronSolutions::TwoWeightTraining.train),
    alternatives: [
      Alternative("the long formula", training()),
      Alternative(
        "gradients from another function, losses in a list of known length",
        Implementation(function: gradientsApart)
      ),
    ],
    mistakes: [
      mistake(
        "gradient of w1 from the new w2",
        "w2 was updated before the gradient of w1 was computed from it. Compute both gradients first, then "
          + "update both weights."
      ) { w, s in
        w.w2 -= s.learningRate * s.gradient2
        w.w1 -= s.learningRate * s.delta * w.w2 * s.slope1 * s.x
      },
      mistake(
        "uphill instead of downhill",
        "Both weights move up the slope, and the loss grows. ∂L/∂output is output − target, and the update "
          + "subtracts."
      ) { w, s in
        w.w1 += s.learningRate * s.gradient1
        w.w2 += s.learningRate * s.gradient2
      },
      mistake(
        "w1 not updated",
        "w1 came back as it went in. It is learnt too: update both weights in every round."
      ) { w, s in w.w2 -= s.learningRate * s.gradient2 },
      mistake(
        "w2 not updated",
        "w2 came back as it went in. It is learnt too: update both weights in every round."
      ) { w, s in w.w1 -= s.learningRate * s.gradient1 },
      mistake(
        "no update at all",
        "Every round has the same loss, and both weights came back as they went in. Update the weights that "
          + "forward uses, in every round."
      ) { _, _ in },
      mistake(
        "factor layer1 too many in the hidden gradient",
        "The gradient of w1 has the factor layer1 too many, as in the published program. That factor belongs to "
          + "the gradient of w2; the way to layer1 has the factor w2."
      ) { w, s in
        w.w1 -= s.learningRate * s.gradient1 * s.layer1
        w.w2 -= s.learningRate * s.gradient2
      },
      mistake(
        "slope of the output layer forgotten",
        "The slope of the output layer is missing in both gradients: multiply output − target by output · (1 − "
          + "output)."
      ) { w, s in
        w.w1 -= s.learningRate * s.error * s.w2 * s.slope1 * s.x
        w.w2 -= s.learningRate * s.error * s.layer1
      },
      mistake(
        "slope of the hidden layer forgotten",
        "The slope of the hidden layer is missing in the gradient of w1: multiply by layer1 · (1 − layer1)."
      ) { w, s in
        w.w1 -= s.learningRate * s.delta * s.w2 * s.x
        w.w2 -= s.learningRate * s.gradient2
      },
      mistake(
        "slope of the wrong layer",
        "The gradient of w1 has the slope of the output layer twice. The hidden layer's own is "
          + "layer1 · (1 − layer1)."
      ) { w, s in
        w.w1 -= s.learningRate * s.delta * s.w2 * s.slope2 * s.x
        w.w2 -= s.learningRate * s.gradient2
      },
      mistake(
        "w1 for w2 on the way back",
        "The error went back to the hidden layer through w1. The weight between the layers is w2."
      ) { w, s in
        w.w1 -= s.learningRate * s.delta * w.w1 * s.slope1 * s.x
        w.w2 -= s.learningRate * s.gradient2
      },
      mistake(
        "w2 left out on the way back",
        "The error went back to the hidden layer without the factor w2."
      ) { w, s in
        w.w1 -= s.learningRate * s.delta * s.slope1 * s.x
        w.w2 -= s.learningRate * s.gradient2
      },
      mistake(
        "x forgotten",
        "The factor x is missing in the gradient of w1: the sum of the hidden layer is x · w1."
      ) { w, s in
        w.w1 -= s.learningRate * s.delta * s.w2 * s.slope1
        w.w2 -= s.learningRate * s.gradient2
      },
      mistake(
        "x for layer1 in the gradient of w2",
        "The gradient of w2 has the factor x. The sum of the output layer is layer1 · w2, so its factor is layer1."
      ) { w, s in
        w.w1 -= s.learningRate * s.gradient1
        w.w2 -= s.learningRate * s.delta * s.x
      },
      mistake(
        "factor 2 of another loss",
        "Both steps are twice as long. This loss is ½ (target − output)², and its slope is output − target "
          + "without a factor."
      ) { w, s in
        w.w1 -= 2 * s.learningRate * s.gradient1
        w.w2 -= 2 * s.learningRate * s.gradient2
      },
      mistake(
        "learning rate left out",
        "The weights moved by the whole gradient. Multiply it by the learning rate first."
      ) { w, s in
        w.w1 -= s.gradient1
        w.w2 -= s.gradient2
      },
      mistake(
        "gradients of earlier rounds added",
        "Each round's gradients were added to those of the rounds before. Every round starts with gradients "
          + "of its own."
      ) { w, s in
        w.sum1 += s.gradient1
        w.sum2 += s.gradient2
        w.w1 -= s.learningRate * w.sum1
        w.w2 -= s.learningRate * w.sum2
      },
      KnownMistake(
        "gradients of the first round in every round",
        "Every round used the gradients of the first one. Compute forward and backward inside the loop, with the "
          + "weights as they are now.",
        training(updating: { w, s in
          if w.round == 0 { (w.sum1, w.sum2) = (s.gradient1, s.gradient2) }
          w.w1 -= s.learningRate * w.sum1
          w.w2 -= s.learningRate * w.sum2
        })
      ).or(
        training(
          losses: { w, s in w.round == 0 ? s.loss : w.firstLoss },
          updating: { w, s in
            if w.round == 0 { (w.sum1, w.sum2, w.firstLoss) = (s.gradient1, s.gradient2, s.loss) }
            w.w1 -= s.learningRate * w.sum1
            w.w2 -= s.learningRate * w.sum2
          }
        )
      ),
      KnownMistake(
        "loss recorded after the update",
        "The loss of each round was measured after its update. Record it from the forward pass, before the "
          + "weights change.",
        training(late: true)
      ),
      KnownMistake(
        "½ of the loss forgotten",
        "The losses are twice too large: L = ½ (target − output)².",
        training(losses: { _, s in 2 * s.loss })
      ),
      KnownMistake(
        "error for the loss",
        "The errors target − output were recorded. The loss is ½ (target − output)².",
        training(losses: { _, s in -s.error })
      ),
      KnownMistake(
        "error for the loss, with the other sign",
        "The errors output − target were recorded. The loss is ½ (target − output)².",
        training(losses: { _, s in s.error })
      ),
      KnownMistake(
        "loss of the last round alone",
        "There is one loss in the list. Append one in every round, inside the loop.",
        Implementation(function: {
          (x: Double, target: Double, w1: Double, w2: Double, rate: Double, rounds: Int) in
          let right = reference(
            x: x,
            target: target,
            w1: w1,
            w2: w2,
            learningRate: rate,
            rounds: rounds
          )
          return (losses: Array(right.losses.suffix(1)), w1: right.w1, w2: right.w2)
        })
      ),
    ]
  )

  private typealias Result = (losses: [Double], w1: Double, w2: Double)

  /// The reference: the layer that is checked against finite differences, and one step after the other.
  @Sendable private static func reference(
    x: Double,
    target: Double,
    w1: Double,
    w2: Double,
    learningRate: Double,
    rounds: Int
  ) -> Result {
    typealias Network = ReferenceLayers::TwoWeightNetwork
    var result: Result = ([], w1, w2)
    for _ in 0..<rounds {
      let y = Network.forward(x, w1: result.w1, w2: result.w2).y
      result.losses.append(0.5 * (target - y) * (target - y))
      let gradient = Network.backward(x, target: target, w1: result.w1, w2: result.w2)
      result.w1 -= learningRate * gradient.w1
      result.w2 -= learningRate * gradient.w2
    }
    return result
  }

  @Sendable private static func gradientsApart(
    x: Double,
    target: Double,
    w1: Double,
    w2: Double,
    learningRate: Double,
    rounds: Int
  ) throws -> Result {
    typealias Network = NeuronSolutions::TwoWeightNetwork
    var losses = Array(repeating: 0.0, count: rounds)
    var weights = (w1, w2)
    for round in losses.indices {
      losses[round] = try Network.forward(x, target: target, w1: weights.0, w2: weights.1)
      let g = try Network.backward(1, x, target: target, w1: weights.0, w2: weights.1)
      weights = (weights.0 - learningRate * g.w1, weights.1 - learningRate * g.w2)
    }
    return (losses, weights.0, weights.1)
  }

  // MARK: - What students write, right and wrong

  /// What forward computed, with the weights from before the update.
  private struct Scene: Sendable {
    var x, target, learningRate, w2, layer1, output: Double
    var error: Double { output - target }
    var loss: Double { error * error / 2 }
    var slope1: Double { layer1 * (1 - layer1) }
    var slope2: Double { output * (1 - output) }
    var delta: Double { error * slope2 }
    var gradient1: Double { delta * w2 * slope1 * x }
    var gradient2: Double { delta * layer1 }
  }

  /// The weights, and what a program keeps from one round to the next.
  private struct Weights: Sendable {
    var w1, w2: Double
    var round = 0
    var sum1 = 0.0
    var sum2 = 0.0
    var firstLoss = 0.0
  }

  private typealias Update = @Sendable (inout Weights, Scene) -> Void

  private static func training(
    late: Bool = false,
    losses recorded: @escaping @Sendable (Weights, Scene) -> Double = { _, s in s.loss },
    updating update: @escaping Update = { w, s in
      w.w1 -= s.learningRate * s.gradient1
      w.w2 -= s.learningRate * s.gradient2
    }
  ) -> Implementation {
    Implementation(function: {
      (x: Double, target: Double, w1: Double, w2: Double, learningRate: Double, rounds: Int) in
      func scene(_ w: Weights) -> Scene {
        let layer1 = 1 / (1 + exp(-x * w.w1))
        let output = 1 / (1 + exp(-layer1 * w.w2))
        return Scene(
          x: x,
          target: target,
          learningRate: learningRate,
          w2: w.w2,
          layer1: layer1,
          output: output
        )
      }
      var weights = Weights(w1: w1, w2: w2)
      var losses: [Double] = []
      for round in 0..<rounds {
        weights.round = round
        let before = scene(weights)
        if !late { losses.append(recorded(weights, before)) }
        update(&weights, before)
        if late { losses.append(recorded(weights, scene(weights))) }
      }
      return (losses: losses, w1: weights.w1, w2: weights.w2)
    })
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ update: @escaping Update
  ) -> KnownMistake {
    KnownMistake(name, sentence, training(updating: update))
  }
}
