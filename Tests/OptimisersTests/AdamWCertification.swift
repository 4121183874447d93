import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension AdamWGrader: Certified {
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
      epsilon,
      weightDecay in
      let result = try ReferenceLayers::AdamW.step(
        parameter,
        gradient: gradient,
        mean: mean,
        meanSquare: meanSquare,
        step: step,
        rate: rate,
        firstDecay: firstDecay,
        secondDecay: secondDecay,
        epsilon: epsilon,
        weightDecay: weightDecay
      )
      return (result.parameter, result.mean, result.meanSquare)
    },
    solution: Implementation(function: OptimisersSolutions::AdamW.step),
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
        epsilon,
        weightDecay in
        let (first, second) = (1 - pow(firstDecay, step), 1 - pow(secondDecay, step))
        var (moved, m, v) = (parameter.scalars, mean.scalars, meanSquare.scalars)
        for (i, g) in gradient.scalars.enumerated() {
          m[i] = firstDecay * m[i] + (1 - firstDecay) * g
          v[i] = secondDecay * v[i] + (1 - secondDecay) * g * g
          let root = (v[i] / second).squareRoot() + epsilon
          moved[i] -= rate * m[i] / first / root + rate * weightDecay * moved[i]
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
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()

        let second = sqrt(1 - pow(secondDecay, step))
        let factor = rate * second / (1 - pow(firstDecay, step))
        let move = try factor * m / (sqrt(v) + epsilon * second)
        return (try parameter - rate * weightDecay * parameter - move, m, v)
      },
    ],
    mistakes: [
      mistake(
        "decay through the gradient",
        "λ · θ was added to the gradient, so that the decay is averaged and divided by √v̂ "
          + "with it: L2 regularisation. Subtract η · λ · θ from the parameter instead."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let decaying = try gradient + weightDecay * parameter
        let m = try firstDecay * mean + (1 - firstDecay) * decaying
        let v = try secondDecay * meanSquare + (1 - secondDecay) * decaying.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "decay divided by the root",
        "λ · θ went into the numerator with m̂, and was divided by √v̂ + ε. Every entry "
          + "decays alike: subtract η · λ · θ on its own."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        let pull = try mHat + weightDecay * parameter
        return (try parameter - rate * pull / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "decay without the rate",
        "The decay is λ · θ, without the rate. Subtract η · λ · θ."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try (1 - weightDecay) * parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "decay forgotten",
        "The weights do not decay: this is Adam. Subtract η · λ · θ too."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v)
      },
      mistake(
        "growth instead of decay",
        "The parameter grows by η · λ · θ. Subtract it."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (
          try (1 + rate * weightDecay) * parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v
        )
      },
      mistake(
        "decay of the new parameter",
        "The decay was taken from the parameter after Adam’s step. Both parts are computed "
          + "from the old θ."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        let moved = try parameter - rate * mHat / (sqrt(vHat) + epsilon)
        return ((1 - rate * weightDecay) * moved, m, v)
      },
      mistake(
        "no bias correction",
        "m and v were used as they are. At first they are too small: divide by 1 − β₁ᵗ and 1 "
          + "− β₂ᵗ."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        return (try (1 - rate * weightDecay) * parameter - rate * m / (sqrt(v) + epsilon), m, v)
      },
      mistake(
        "steps counted from 0",
        "The corrections use t − 1, so that the first step divides by 1 − β⁰ = 0. `step` is 1 "
          + "in the first step: use it as it is."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step - 1))
        let vHat = v / (1 - pow(secondDecay, step - 1))
        return (
          try (1 - rate * weightDecay) * parameter - rate * mHat / (sqrt(vHat) + epsilon), m, v
        )
      },
      mistake(
        "ε inside the root",
        "ε was added inside the root: √(v̂ + ε). Here it stands outside: √v̂ + ε."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (try (1 - rate * weightDecay) * parameter - rate * mHat / sqrt(vHat + epsilon), m, v)
      },
      mistake(
        "corrected values returned",
        "The corrected m̂ and v̂ were returned, and will be corrected again in the next step. "
          + "Return m and v."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (
          try (1 - rate * weightDecay) * parameter - rate * mHat / (sqrt(vHat) + epsilon), mHat,
          vHat
        )
      },
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the rate times m̂ / (√v̂ + ε)."
      ) {
        parameter,
        gradient,
        mean,
        meanSquare,
        step,
        rate,
        firstDecay,
        secondDecay,
        epsilon,
        weightDecay in
        let m = try firstDecay * mean + (1 - firstDecay) * gradient
        let v = try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared()
        let mHat = m / (1 - pow(firstDecay, step))
        let vHat = v / (1 - pow(secondDecay, step))
        return (
          try (1 - rate * weightDecay) * parameter + rate * mHat / (sqrt(vHat) + epsilon), m, v
        )
      },
    ]
  )

  private typealias Function =
    @Sendable (
      _ parameter: Tensor, _ gradient: Tensor, _ mean: Tensor, _ meanSquare: Tensor, _ step: Int,
      _ rate: Double, _ firstDecay: Double, _ secondDecay: Double, _ epsilon: Double,
      _ weightDecay: Double
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
        epsilon: Double,
        weightDecay: Double
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
        epsilon,
        weightDecay
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
