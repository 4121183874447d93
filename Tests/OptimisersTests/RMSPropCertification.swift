import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension RMSPropGrader: Certified {
  static let certification = Certification(
    reference: implementation { parameter, gradient, meanSquare, learningRate, decay, epsilon in
      let (moved, mean) = try ReferenceLayers::RMSProp.step(
        parameter,
        gradient: gradient,
        meanSquare: meanSquare,
        learningRate: learningRate,
        decay: decay,
        epsilon: epsilon
      )
      return (moved, mean)
    },
    solution: Implementation(function: OptimisersSolutions::RMSProp.step),
    alternatives: [
      style("the mean moved towards the square") {
        parameter,
        gradient,
        meanSquare,
        learningRate,
        decay,
        epsilon in
        let s = try meanSquare + (1 - decay) * (gradient.squared() - meanSquare)
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      style("a loop over the entries") {
        parameter,
        gradient,
        meanSquare,
        learningRate,
        decay,
        epsilon in
        var (moved, s) = (parameter.scalars, meanSquare.scalars)
        for (i, g) in gradient.scalars.enumerated() {
          s[i] = decay * s[i] + (1 - decay) * g * g
          moved[i] -= learningRate * g / (s[i].squareRoot() + epsilon)
        }
        return (try Tensor(shape: parameter.shape, moved), try Tensor(shape: parameter.shape, s))
      },
    ],
    mistakes: [
      mistake(
        "ε inside the root",
        "ε was added inside the root: √(s + ε). Here it stands outside: √s + ε."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + (1 - decay) * gradient.squared()
        return (try parameter - learningRate * gradient / sqrt(s + epsilon), s)
      },
      mistake(
        "ε forgotten",
        "ε is missing. While an entry has seen no gradient, √s is 0, and 0/0 is not a number."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + (1 - decay) * gradient.squared()
        return (try parameter - learningRate * gradient / sqrt(s), s)
      },
      mistake(
        "gradient not squared",
        "The running mean is of the gradients themselves. Take the mean of their squares, "
          + "which cannot cancel."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + (1 - decay) * gradient
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "root forgotten",
        "The gradient was divided by s + ε. Take the root of s first."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + (1 - decay) * gradient.squared()
        return (try parameter - learningRate * gradient / (s + epsilon), s)
      },
      mistake(
        "weights of old and new swapped",
        "The old mean has the weight 1 − α and the new square α. It is the reverse: most of "
          + "the old, a little of the new."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try (1 - decay) * meanSquare + decay * gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "new square with its full weight",
        "The new square entered with weight 1. In a running mean the weights add up to 1: α "
          + "for the old, 1 − α for the new."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "weight of the new square squared",
        "The weight of the new square is (1 − α)²: it was squared with the gradient. Square the gradient alone: "
          + "(1 − α) · g²."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + ((1 - decay) * gradient).squared()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "AdaGrad",
        "The squares are added up without forgetting: that is AdaGrad. s ← α · s + (1 − α) · "
          + "g²."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try meanSquare + gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "old mean square",
        "The step was divided by the root of the old mean square. Update s first, and use the "
          + "new one."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + (1 - decay) * gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(meanSquare) + epsilon), s)
      },
      mistake(
        "old mean square returned",
        "The mean square that was returned is the one that came in, so nothing is remembered. "
          + "Return the new one."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + (1 - decay) * gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), meanSquare)
      },
      mistake(
        "root of the mean square returned",
        "The mean square that was returned is its root. Return the mean of the squares itself: the next step needs "
          + "it, and takes the root then."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let root = sqrt(try decay * meanSquare + (1 - decay) * gradient.squared())
        return (try parameter - learningRate * gradient / (root + epsilon), root)
      },
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the step."
      ) { parameter, gradient, meanSquare, learningRate, decay, epsilon in
        let s = try decay * meanSquare + (1 - decay) * gradient.squared()
        return (try parameter + learningRate * gradient / (sqrt(s) + epsilon), s)
      },
    ]
  )

  private typealias Function =
    @Sendable (
      _ parameter: Tensor, _ gradient: Tensor, _ meanSquare: Tensor, _ learningRate: Double,
      _ decay: Double, _ epsilon: Double
    ) throws -> (Tensor, Tensor)

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation {
      (
        parameter: Tensor,
        gradient: Tensor,
        meanSquare: Tensor,
        learningRate: Double,
        decay: Double,
        epsilon: Double
      ) in
      let results = try function(parameter, gradient, meanSquare, learningRate, decay, epsilon)
      return (parameter: results.0, meanSquare: results.1)
    }
  }

  private static func style(_ name: String, _ function: @escaping Function) -> Alternative {
    Alternative(name, implementation(function))
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ function: @escaping Function
  ) -> KnownMistake {
    KnownMistake(name, sentence, implementation(function))
  }
}
