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
        firstMoment: call.firstMoment,
        secondMoment: call.secondMoment,
        step: call.step,
        learningRate: call.learningRate,
        beta1: call.beta1,
        beta2: call.beta2,
        epsilon: call.epsilon,
        weightDecay: call.weightDecay
      )
    },
    solution: Implementation(function: OptimisersSolutions::AdamW.step),
    alternatives: AdamStep.alternatives(implementation),
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
        "decay without the learning rate",
        "The decay is λ · θ, without the learning rate. Subtract η · λ · θ."
      ) {
        try $0.result($0.move, decay: $0.weightDecay)
      },
      mistake(
        "decay forgotten",
        "The weights do not decay: this is Adam. Subtract η · λ · θ too."
      ) {
        try $0.result($0.move, decay: 0)
      },
      mistake("growth instead of decay", "The parameter grows by η · λ · θ. Subtract it.") {
        try $0.result($0.move, decay: -$0.learningRate * $0.weightDecay)
      },
      mistake(
        "decay of the new parameter",
        "The decay was taken from the parameter after Adam’s step. Both parts are computed "
          + "from the old θ."
      ) {
        let moved = try $0.result($0.move, decay: 0).parameter
        return (moved * (1 - $0.learningRate * $0.weightDecay), try $0.m, try $0.v)
      },
    ] + AdamStep.mistakes(implementation)
  )

  private static func implementation(_ function: @escaping AdamStep.Function) -> Implementation {
    Implementation {
      (
        parameter: Tensor,
        gradient: Tensor,
        firstMoment: Tensor,
        secondMoment: Tensor,
        number: Int,
        learningRate: Double,
        beta1: Double,
        beta2: Double,
        epsilon: Double,
        weightDecay: Double
      ) in
      try function(
        AdamStep(
          parameter: parameter,
          gradient: gradient,
          firstMoment: firstMoment,
          secondMoment: secondMoment,
          step: number,
          learningRate: learningRate,
          beta1: beta1,
          beta2: beta2,
          epsilon: epsilon,
          weightDecay: weightDecay
        )
      )
    }
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ function: @escaping AdamStep.Function
  ) -> KnownMistake {
    KnownMistake(name, sentence, implementation(function))
  }
}
