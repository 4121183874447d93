import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension AdamGrader: Certified {
  static let certification = Certification(
    reference: implementation { call in
      try ReferenceLayers::Adam.step(
        call.parameter,
        gradient: call.gradient,
        firstMoment: call.firstMoment,
        secondMoment: call.secondMoment,
        step: call.step,
        learningRate: call.learningRate,
        beta1: call.beta1,
        beta2: call.beta2,
        epsilon: call.epsilon
      )
    },
    solution: Implementation(function: OptimisersSolutions::Adam.step),
    alternatives: AdamStep.alternatives(implementation),
    mistakes: AdamStep.mistakes(implementation)
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
        epsilon: Double
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
          epsilon: epsilon
        )
      )
    }
  }
}
