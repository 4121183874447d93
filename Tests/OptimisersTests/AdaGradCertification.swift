import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension AdaGradGrader: Certified {
  static let certification = Certification(
    reference: implementation { parameter, gradient, accumulator, learningRate, epsilon in
      let (moved, sum) = try ReferenceLayers::AdaGrad.step(
        parameter,
        gradient: gradient,
        accumulator: accumulator,
        learningRate: learningRate,
        epsilon: epsilon
      )
      return (moved, sum)
    },
    solution: Implementation(function: OptimisersSolutions::AdaGrad.step),
    alternatives: [
      style("a learning rate for every entry") {
        parameter,
        gradient,
        accumulator,
        learningRate,
        epsilon in
        let s = try accumulator + gradient.squared()
        let rates = learningRate / (sqrt(s) + epsilon)
        return (try parameter - rates * gradient, s)
      },
      style("a loop over the entries") { parameter, gradient, accumulator, learningRate, epsilon in
        var (moved, s) = (parameter.scalars, accumulator.scalars)
        for (i, g) in gradient.scalars.enumerated() {
          s[i] += g * g
          moved[i] -= learningRate * g / (s[i].squareRoot() + epsilon)
        }
        return (try Tensor(shape: parameter.shape, moved), try Tensor(shape: parameter.shape, s))
      },
    ],
    mistakes: [
      mistake(
        "ε inside the root",
        "ε was added inside the root: √(s + ε). Here it stands outside: √s + ε."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = try accumulator + gradient.squared()
        return (try parameter - learningRate * gradient / sqrt(s + epsilon), s)
      },
      mistake(
        "ε forgotten",
        "ε is missing. While an entry has seen no gradient, √s is 0, and 0/0 is not a number."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = try accumulator + gradient.squared()
        return (try parameter - learningRate * gradient / sqrt(s), s)
      },
      mistake(
        "gradient not squared",
        "The gradients themselves were added up. Add their squares, which cannot cancel."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = try accumulator + gradient
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "root forgotten",
        "The gradient was divided by s + ε. Take the root of s first."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = try accumulator + gradient.squared()
        return (try parameter - learningRate * gradient / (s + epsilon), s)
      },
      mistake(
        "old accumulator",
        "The step was divided by the root of the old accumulator. Add the new square first."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = try accumulator + gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(accumulator) + epsilon), s)
      },
      mistake(
        "accumulator forgotten",
        "The old accumulator plays no part: s is the square of the last gradient alone. Add "
          + "to what is there."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "old accumulator returned",
        "The accumulator that was returned is the one that came in, so nothing is remembered. "
          + "Return the new one."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = try accumulator + gradient.squared()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), accumulator)
      },
      mistake(
        "root of the accumulator returned",
        "The accumulator that was returned is the root of the sum. Return the sum itself: the next step adds to it, "
          + "and takes the root then."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let root = sqrt(try accumulator + gradient.squared())
        return (try parameter - learningRate * gradient / (root + epsilon), root)
      },
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the step."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = try accumulator + gradient.squared()
        return (try parameter + learningRate * gradient / (sqrt(s) + epsilon), s)
      },
      mistake(
        "one sum for all entries",
        "The squares of all entries were added into one number. Each entry has its own sum."
      ) { parameter, gradient, accumulator, learningRate, epsilon in
        let s = accumulator + gradient.squared().sum()
        return (try parameter - learningRate * gradient / (sqrt(s) + epsilon), s)
      },
    ]
  )

  private typealias Function =
    @Sendable (
      _ parameter: Tensor, _ gradient: Tensor, _ accumulator: Tensor, _ learningRate: Double,
      _ epsilon: Double
    ) throws -> (Tensor, Tensor)

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation {
      (
        parameter: Tensor,
        gradient: Tensor,
        accumulator: Tensor,
        learningRate: Double,
        epsilon: Double
      ) in
      let results = try function(parameter, gradient, accumulator, learningRate, epsilon)
      return (parameter: results.0, accumulator: results.1)
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
