import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension AdamWGrader: Certified {
  static let certification = Certification(
    reference: implementation { call in
      try ReferenceLayers::AdamW.step(
        call.parameter,
        gradient: call.gradient,
        mean: call.mean,
        meanSquare: call.meanSquare,
        step: call.step,
        rate: call.rate,
        firstDecay: call.firstDecay,
        secondDecay: call.secondDecay,
        epsilon: call.epsilon,
        weightDecay: call.weightDecay
      )
    },
    solution: Implementation(function: OptimisersSolutions::AdamW.step),
    alternatives: [
      Alternative(
        "a loop over the entries",
        implementation { call in
          let first = 1 - pow(call.firstDecay, call.step)
          let second = 1 - pow(call.secondDecay, call.step)
          var (moved, m, v) = (call.parameter.scalars, call.mean.scalars, call.meanSquare.scalars)
          for (i, g) in call.gradient.scalars.enumerated() {
            m[i] = call.firstDecay * m[i] + (1 - call.firstDecay) * g
            v[i] = call.secondDecay * v[i] + (1 - call.secondDecay) * g * g
            let root = (v[i] / second).squareRoot() + call.epsilon
            moved[i] -= call.rate * m[i] / first / root + call.rate * call.weightDecay * moved[i]
          }
          let shape = call.parameter.shape
          return (
            try Tensor(shape: shape, moved), try Tensor(shape: shape, m),
            try Tensor(shape: shape, v)
          )
        }
      ),
      Alternative(
        "both corrections in one factor, as the paper proposes",
        implementation { call in
          let (m, v) = (try call.m, try call.v)
          let second = sqrt(1 - pow(call.secondDecay, call.step))
          let factor = call.rate * second / (1 - pow(call.firstDecay, call.step))
          let move = try factor * m / (sqrt(v) + call.epsilon * second)
          let decayed = try call.parameter - call.rate * call.weightDecay * call.parameter
          return (try decayed - move, m, v)
        }
      ),
    ],
    mistakes: [
      mistake(
        "decay through the gradient",
        "λ · θ was added to the gradient, so that the decay is averaged and divided by √v̂ "
          + "with it: L2 regularisation. Subtract η · λ · θ from the parameter instead."
      ) {
        var regularised = $0
        regularised.gradient = try $0.gradient + $0.weightDecay * $0.parameter
        return try regularised.result(regularised.move, decay: 0)
      },
      mistake(
        "decay divided by the root",
        "λ · θ went into the numerator with m̂, and was divided by √v̂ + ε. Every entry "
          + "decays alike: subtract η · λ · θ on its own."
      ) {
        let pull = try $0.mHat + $0.weightDecay * $0.parameter
        return try $0.result(pull / (sqrt($0.vHat) + $0.epsilon), decay: 0)
      },
      mistake(
        "decay without the rate",
        "The decay is λ · θ, without the rate. Subtract η · λ · θ."
      ) {
        try $0.result($0.move, decay: $0.weightDecay)
      },
      mistake(
        "decay forgotten",
        "The weights do not decay: this is Adam. Subtract η · λ · θ too."
      ) {
        try $0.result($0.move, decay: 0)
      },
      mistake(
        "growth instead of decay",
        "The parameter grows by η · λ · θ. Subtract it."
      ) {
        try $0.result($0.move, decay: -$0.rate * $0.weightDecay)
      },
      mistake(
        "decay of the new parameter",
        "The decay was taken from the parameter after Adam’s step. Both parts are computed "
          + "from the old θ."
      ) {
        let moved = try $0.result($0.move, decay: 0).parameter
        return (moved * (1 - $0.rate * $0.weightDecay), try $0.m, try $0.v)
      },
      mistake(
        "no bias correction",
        "m and v were used as they are. At first they are too small: divide by 1 − β₁ᵗ and 1 "
          + "− β₂ᵗ."
      ) {
        try $0.result($0.m / (sqrt($0.v) + $0.epsilon))
      },
      mistake(
        "steps counted from 0",
        "The corrections use t − 1, so that the first step divides by 1 − β⁰ = 0. `step` is 1 "
          + "in the first step: use it as it is."
      ) {
        var early = $0
        early.step -= 1
        return try early.result(early.move)
      },
      mistake(
        "ε not corrected with the root",
        "ε was added to √v, and the sum corrected: (√v + ε) / √(1 − β₂ᵗ), as when both corrections go "
          + "into the rate. Add it to the corrected root: √v̂ + ε."
      ) {
        let root = sqrt(1 - pow($0.secondDecay, $0.step))
        return try $0.result(
          root * $0.m / (1 - pow($0.firstDecay, $0.step)) / (sqrt($0.v) + $0.epsilon)
        )
      },
      mistake(
        "ε inside the root",
        "ε was added inside the root: √(v̂ + ε). Here it stands outside: √v̂ + ε."
      ) {
        try $0.result($0.mHat / sqrt($0.vHat + $0.epsilon))
      },
      mistake(
        "corrected values returned",
        "The corrected m̂ and v̂ were returned, and will be corrected again in the next step. "
          + "Return m and v."
      ) {
        (try $0.result($0.move).parameter, try $0.mHat, try $0.vHat)
      },
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the rate times m̂ / (√v̂ + ε)."
      ) {
        try $0.result(-$0.move)
      },
    ]
  )

  private typealias Result = (parameter: Tensor, mean: Tensor, meanSquare: Tensor)

  /// The arguments of a step, with the quantities of the right formula under their names.
  private struct Call {
    var parameter: Tensor
    var gradient: Tensor
    var mean: Tensor
    var meanSquare: Tensor
    var step: Int
    var rate: Double
    var firstDecay: Double
    var secondDecay: Double
    var epsilon: Double
    var weightDecay: Double

    var m: Tensor { get throws { try firstDecay * mean + (1 - firstDecay) * gradient } }
    var v: Tensor {
      get throws { try secondDecay * meanSquare + (1 - secondDecay) * gradient.squared() }
    }
    var mHat: Tensor { get throws { try m / (1 - pow(firstDecay, step)) } }
    var vHat: Tensor { get throws { try v / (1 - pow(secondDecay, step)) } }
    var move: Tensor { get throws { try mHat / (sqrt(vHat) + epsilon) } }

    /// The results when the parameter moves so, after a decay by a share of itself: η · λ when not given.
    func result(_ move: Tensor, decay: Double? = nil) throws -> Result {
      let decayed = parameter * (1 - (decay ?? rate * weightDecay))
      return (try decayed - rate * move, try m, try v)
    }
  }

  private static func implementation(
    _ step: @escaping @Sendable (Call) throws -> Result
  ) -> Implementation {
    Implementation {
      (
        parameter: Tensor,
        gradient: Tensor,
        mean: Tensor,
        meanSquare: Tensor,
        number: Int,
        rate: Double,
        firstDecay: Double,
        secondDecay: Double,
        epsilon: Double,
        weightDecay: Double
      ) in
      try step(
        Call(
          parameter: parameter,
          gradient: gradient,
          mean: mean,
          meanSquare: meanSquare,
          step: number,
          rate: rate,
          firstDecay: firstDecay,
          secondDecay: secondDecay,
          epsilon: epsilon,
          weightDecay: weightDecay
        )
      )
    }
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ step: @escaping @Sendable (Call) throws -> Result
  ) -> KnownMistake {
    KnownMistake(name, sentence, implementation(step))
  }
}
