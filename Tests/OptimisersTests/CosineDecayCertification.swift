import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension CosineDecayGrader: Certified {
  static let certification = Certification(
    reference: implementation { epoch, initial, final, period in
      try ReferenceLayers::Schedule.cosine(epoch, initial: initial, final: final, period: period)
    },
    solution: implementation { epoch, initial, final, period in
      try OptimisersSolutions::CosineDecay.learningRate(
        epoch: epoch,
        initial: initial,
        final: final,
        period: period
      )
    },
    alternatives: [
      style("by the square of a cosine") { epoch, initial, final, period in
        let half = 0.5 * Double.pi * Double(min(epoch, period)) / Double(period)
        return final + (initial - final) * cos(half) * cos(half)
      },
      style("as a weighted mean of both rates") { epoch, initial, final, period in
        guard epoch < period else { return final }
        let share = 0.5 + 0.5 * cos(Double.pi * Double(epoch) / Double(period))
        return share * initial + (1 - share) * final
      },
    ],
    mistakes: [
      mistake(
        "rises again after the period",
        "After the period the rate follows the cosine up again. Stop at epoch / period = 1."
      ) { epoch, initial, final, period in
        final + 0.5 * (initial - final) * (1 + cos(Double.pi * Double(epoch) / Double(period)))
      },
      mistake(
        "starts again after the period",
        "At the end of the period the rate jumps back to η₀, and falls again. It stays at η₁: stop at "
          + "epoch / period = 1."
      ) { epoch, initial, final, period in
        final + 0.5 * (initial - final)
          * (1 + cos(Double.pi * Double(epoch % period) / Double(period)))
      },
      mistake(
        "a whole cosine",
        "The cosine runs through 2π, so that the rate is back at η₀ at the end of the period. "
          + "Half of it, π, is asked for."
      ) { epoch, initial, final, period in
        final + 0.5 * (initial - final)
          * (1 + cos(2 * Double.pi * min(Double(epoch) / Double(period), 1)))
      },
      mistake(
        "final rate ignored",
        "The rate falls to 0 along the way of η₀ alone. It should end at η₁."
      ) { epoch, initial, final, period in
        0.5 * initial * (1 + cos(Double.pi * min(Double(epoch) / Double(period), 1)))
      },
      mistake(
        "height not reduced by the final rate",
        "The cosine has the height η₀ instead of η₀ − η₁, so that epoch 0 starts above η₀."
      ) { epoch, initial, final, period in
        final + 0.5 * initial * (1 + cos(Double.pi * min(Double(epoch) / Double(period), 1)))
      },
      mistake(
        "factor ½ forgotten",
        "1 + cos goes from 2 to 0, so that epoch 0 starts too high. Halve it."
      ) { epoch, initial, final, period in
        final + (initial - final) * (1 + cos(Double.pi * min(Double(epoch) / Double(period), 1)))
      },
      mistake(
        "a jump instead of a fall",
        "The rate stays at η₀ until the period ends, and then jumps to η₁. It falls a little in every "
          + "epoch. (Is epoch / period a quotient of whole numbers? It is 0 until then: convert both to "
          + "Double first.)"
      ) { epoch, initial, final, period in
        final + 0.5 * (initial - final) * (1 + cos(Double.pi * Double(min(epoch / period, 1))))
      },
      mistake(
        "a straight line",
        "The rate falls along a straight line. It follows half a cosine: slowly at first, and "
          + "slowly at the end."
      ) { epoch, initial, final, period in
        final + (initial - final) * (1 - min(Double(epoch) / Double(period), 1))
      },
      mistake(
        "degrees for radians",
        "The angle was given in degrees. cos takes radians: π, not 180."
      ) { epoch, initial, final, period in
        final + 0.5 * (initial - final) * (1 + cos(180 * min(Double(epoch) / Double(period), 1)))
      },
      mistake(
        "period one epoch too short",
        "The final rate is reached at epoch period − 1. It is reached at `period`, counting "
          + "from 0."
      ) { epoch, initial, final, period in
        final + 0.5 * (initial - final)
          * (1 + cos(Double.pi * min(Double(epoch) / Double(max(period - 1, 1)), 1)))
      },
    ]
  )

  private typealias Function =
    @Sendable (_ epoch: Int, _ initial: Double, _ final: Double, _ period: Int) throws -> Double

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (epochs: Int, initial: Double, final: Double, period: Int) in
      try (0..<epochs).map { try function($0, initial, final, period) }
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
