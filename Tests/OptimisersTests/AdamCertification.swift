import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension AdamGrader: Certified {
  static let certification = Certification(
    reference: implementation {
      parameter,
      gradient,
      mean,
      meanSquare,
      step,
      rate,
      firstDecay,
      secondDecay,
      epsilon in
      let result = try ReferenceLayers::Adam.step(
        parameter,
        gradient: gradient,
        mean: mean,
        meanSquare: meanSquare,
        step: step,
        rate: rate,
        firstDecay: firstDecay,
        secondDecay: secondDecay,
        epsilon: epsilon
      )
      return (result.parameter, result.mean, result.meanSquare)
    },
    solution: Implementation(function: OptimisersSolutions::Adam.step),
    alternatives: [
      style("a loop over the entries") {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon in
        let (first, second) = (1 - pow(firstDecay, step), 1 - pow(secondDecay, step))
        var (moved, m, v) = (parameter.scalars, mean.scalars, meanSquare.scalars)
        for (i, g) in gradient.scalars.enumerated() {
          m[i] = firstDecay * m[i] + (1 - firstDecay) * g
          v[i] = secondDecay * v[i] + (1 - secondDecay) * g * g
          let root = (v[i] / second).squareRoot() + epsilon
          moved[i] -= rate * m[i] / first / root
        }
        return (
          try Tensor(shape: parameter.shape, moved), try Tensor(shape: parameter.shape, m),
          try Tensor(shape: parameter.shape, v)
        )
      },
      style("both corrections in one factor, as the paper proposes") {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()

        let second = sqrt(1 - pow(secondDecay, step))
        let factor = rate * second / (1 - pow(firstDecay, step))
        let move = try factor * m / (sqrt(v) + epsilon * second)
        return (try parameter - move, m, v)
      },
    ],
    mistakes: [
      mistake(
        "no bias correction",
        "m and v were used as they are. At first they are too small: divide by 1 − β₁ᵗ and 1 "
          + "− β₂ᵗ."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        return (try parameter - rate * m / (sqrt(v) + epsilon), m, v)
      },
      mistake(
        "steps counted from 0",
        "The corrections use t − 1, so that the first step divides by 1 − β⁰ = 0. `step` is 1 "
          + "in the first step: use it as it is."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step - 1))
        let vHat = v / (1 - pow(secondDecay, step - 1))
        return (try parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "one step too far in the corrections",
        "The corrections use t + 1. `step` is 1 in the first step already: use it as it is."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step + 1))
        let vHat = v / (1 - pow(secondDecay, step + 1))
        return (try parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "ε inside the root",
        "ε was added inside the root: √(v̂ + ε). Here it stands outside: √v̂ + ε."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * mHat / sqrt(vHat + epsilon), m, v)
      },
      mistake(
        "only the mean corrected",
        "v was not corrected. Divide it by 1 − β₂ᵗ, as m by 1 − β₁ᵗ."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        return (try parameter - rate * mHat / (sqrt(v) + epsilon), m, v)
      },
      mistake(
        "only the mean square corrected",
        "m was not corrected. Divide it by 1 − β₁ᵗ, as v by 1 − β₂ᵗ."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * m / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "corrected values returned",
        "The corrected m̂ and v̂ were returned, and will be corrected again in the next step. "
          + "Return m and v."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * mHat / (sqrt(vHat) + epsilon), mHat, vHat)
      },
      mistake(
        "decays swapped",
        "β₁ and β₂ are swapped. β₁ belongs to the mean m, β₂ to the mean square v."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try secondDecay * mean + (1 - secondDecay) * gradient
        let v = try firstDecay * meanSquare + (1 - firstDecay) * gradient.squared()
        let mHat = m / (1 - pow(secondDecay, step))
        let vHat = v / (1 - pow(firstDecay, step))
        return (try parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "gradient not squared",
        "v is a mean of the gradients themselves. Take the mean of their squares."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "root forgotten",
        "The step was divided by v̂ + ε. Take the root of v̂ first."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * mHat / (vHat + epsilon), m, v)
      },
      mistake(
        "gradient instead of its mean",
        "The numerator of the step is the gradient. It should be m̂, its corrected mean."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * gradient / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the rate times m̂ / (√v̂ + ε)."
      ) { parameter, gradient, mean, meanSquare, step, rate, firstDecay, secondDecay, epsilon in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter + rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
    ]
  )

  private typealias Function =
    @Sendable (
      _ parameter: Tensor, _ gradient: Tensor, _ mean: Tensor, _ meanSquare: Tensor, _ step: Int,
      _ rate: Double, _ firstDecay: Double, _ secondDecay: Double, _ epsilon: Double
    ) throws -> (Tensor, Tensor, Tensor)

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation {
      (
        parameter: Tensor,
        gradient: Tensor,
        mean: Tensor,
        meanSquare: Tensor,
        step: Int,
        rate: Double,
        firstDecay: Double,
        secondDecay: Double,
        epsilon: Double
      ) in
      let results = try function(
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon
      )
      return (parameter: results.0, mean: results.1, meanSquare: results.2)
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
