import Grading
import ReferenceLayers
import Tensors

@testable import NeuronSolutions

extension TwoWeightNetworkGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Double, target: Double, w1: Double, w2: Double) in
        let y = ReferenceLayers::TwoWeightNetwork.forward(x, w1: w1, w2: w2).y
        return 0.5 * (target - y) * (target - y)
      },
      backward: { (g: Double, x: Double, target: Double, w1: Double, w2: Double) in
        let gradient = ReferenceLayers::TwoWeightNetwork.backward(x, target: target, w1: w1, w2: w2)
        return (w1: g * gradient.w1, w2: g * gradient.w2)
      }
    ),
    solution: solution,
    alternatives: [
      alternative("the factor divided out again") { s in
        (s.x * (s.gradient2 / s.layer1) * s.w2 * s.slope1, s.gradient2)
      },
      alternative("the long formula") { s in
        let shared = -s.upstream * (s.target - s.output) * s.output * (1 - s.output)
        return (shared * s.w2 * s.layer1 * (1 - s.layer1) * s.x, shared * s.layer1)
      },
    ],
    mistakes: [
      KnownMistake(
        "factor layer1 too many in the hidden gradient",
        "The gradient of w1 has a factor layer1 too many. From the sum layer1 · w2, the way to w2 brings the factor "
          + "layer1, and the way to layer1 brings w2; both ways begin at outputDelta.",
        Implementation(
          forward: TwoWeightNetworkFault1.forward,
          backward: TwoWeightNetworkFault1.backward
        )
      ).planted(inVersion: 1),
      mistake(
        "layer1 removed from the gradient of w2",
        "The factor layer1 was removed from the gradient of w2 too, where it belongs: the sum is "
          + "layer1 · w2. Remove it only on the way to the hidden layer."
      ) { s in (s.x * s.delta * s.w2 * s.slope1, s.delta) },
      mistake(
        "w2 forgotten on the way back",
        "The factor w2 is missing in the gradient of w1: the error reaches the hidden layer through w2."
      ) { s in (s.x * s.delta * s.slope1, s.gradient2) },
      mistake(
        "layer1 for w2 on the way back",
        "The gradient of w1 has the factor layer1 in place of w2. The way back to layer1 leads through the sum "
          + "layer1 · w2, whose derivative with respect to layer1 is w2."
      ) { s in (s.x * s.delta * s.layer1 * s.slope1, s.gradient2) },
      KnownMistake(
        "w1 for w2 on the way back",
        "The error went back to the hidden layer through w1. The weight between the layers is w2.",
        Implementation(
          forward: TwoWeightNetworkFault2.forward,
          backward: TwoWeightNetworkFault2.backward
        )
      ).planted(inVersion: 2),
      mistake(
        "slope of the output layer forgotten",
        "hiddenError starts from the error at the output, without the slope of the output layer. On the "
          + "way back it passes that sigmoid too: multiply by σ′(output)."
      ) { s in (s.x * s.error * s.w2 * s.slope1, s.gradient2) },
      mistake(
        "slope of the hidden layer forgotten",
        "The slope of the hidden layer is missing in the gradient of w1: multiply by slope(layer1)."
      ) { s in (s.x * s.delta * s.w2, s.gradient2) },
      KnownMistake(
        "slope of the wrong layer",
        "The gradient of w1 has the slope of the output layer twice. The hidden layer's own is "
          + "slope(layer1).",
        Implementation(
          forward: TwoWeightNetworkFault3.forward,
          backward: TwoWeightNetworkFault3.backward
        )
      ).planted(inVersion: 3),
      KnownMistake(
        "x for layer1 in the gradient of w2",
        "The gradient of w2 has the factor x, the input of the network. The sum is layer1 · w2, so the factor of w2 "
          + "is layer1.",
        Implementation(
          forward: TwoWeightNetworkFault4.forward,
          backward: TwoWeightNetworkFault4.backward
        )
      ).planted(inVersion: 4),
      mistake(
        "x forgotten",
        "The factor x is missing in the gradient of w1: the sum of the hidden layer is x · w1."
      ) { s in (s.delta * s.w2 * s.slope1, s.gradient2) },
      mistake(
        "sign of the error",
        "The error was turned round to target − output, so both gradients point uphill. With "
          + "L = ½ (target − output)², ∂L/∂output is output − target."
      ) { s in (-s.x * s.delta * s.w2 * s.slope1, -s.gradient2) },
      mistake(
        "upstream removed",
        "The factor upstream is gone. By the chain rule it belongs in both gradients."
      ) { s in
        let delta = (s.output - s.target) * s.slope2
        return (s.x * delta * s.w2 * s.slope1, s.layer1 * delta)
      },
    ]
  )

  private typealias Network = NeuronSolutions::TwoWeightNetwork

  private static let solution = Implementation(forward: Network.forward, backward: Network.backward)

  /// What the lines of backward have at hand.
  private struct Scene {
    var upstream, x, target, w1, w2, layer1, output: Double
    var error: Double { upstream * (output - target) }
    var slope1: Double { layer1 * (1 - layer1) }
    var slope2: Double { output * (1 - output) }
    var delta: Double { error * slope2 }
    var gradient2: Double { layer1 * delta }
  }

  private typealias Gradients = @Sendable (Scene) -> (Double, Double)

  private static func replacing(_ gradients: @escaping Gradients) -> Implementation {
    solution.replacingBackward {
      (g: Double, x: Double, target: Double, w1: Double, w2: Double) in
      let (layer1, output) = try Network.layers(x, w1: w1, w2: w2)
      return gradients(
        Scene(upstream: g, x: x, target: target, w1: w1, w2: w2, layer1: layer1, output: output)
      )
    }
  }

  private static func alternative(_ name: String, _ gradients: @escaping Gradients) -> Alternative {
    Alternative(name, replacing(gradients))
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ gradients: @escaping Gradients
  ) -> KnownMistake {
    KnownMistake(name, sentence, replacing(gradients))
  }
}
