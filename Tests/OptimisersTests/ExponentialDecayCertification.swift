import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension ExponentialDecayGrader: Certified {
  static let certification = Certification(
    reference: implementation { epoch, initial, factor in
      try ReferenceLayers::Schedule.exponential(epoch, initial: initial, factor: factor)
    },
    solution: implementation { epoch, initial, factor in
      try OptimisersSolutions::ExponentialDecay.learningRate(
        epoch: epoch,
        initial: initial,
        factor: factor
      )
    },
    alternatives: [
      style("a loop over the epochs") { epoch, initial, factor in
        var learningRate = initial
        for _ in 0..<epoch { learningRate *= factor }
        return learningRate
      },
      style("by the exponential function") { epoch, initial, factor in
        initial * exp(Double(epoch) * log(factor))
      },
    ],
    mistakes: [
      mistake(
        "epochs counted from 1",
        "The rate falls one epoch too early. Epochs are counted from 0, and epoch 0 has the initial rate: use "
          + "the epoch as it is."
      ) { epoch, initial, factor in initial * pow(factor, epoch + 1) },
      mistake(
        "rate falls one epoch too late",
        "The rate falls one epoch too late. It has fallen once in epoch 1."
      ) { epoch, initial, factor in initial * pow(factor, max(epoch - 1, 0)) },
      mistake(
        "factor multiplied by the epoch",
        "The initial rate was multiplied by factor · epoch. Each epoch multiplies what is left: factor to the "
          + "power of the epoch."
      ) { epoch, initial, factor in initial * factor * Double(epoch) },
      mistake(
        "a straight line",
        "The rate loses the same amount in every epoch. It loses the same *share*: factor to the power of the "
          + "epoch."
      ) { epoch, initial, factor in initial * (1 - (1 - factor) * Double(epoch)) }.or(
        implementation { epoch, initial, factor in
          max(0, initial * (1 - (1 - factor) * Double(epoch)))
        }
      ),
      mistake(
        "factor taken for what is lost",
        "The rate was multiplied by 1 − factor in every epoch. The factor is what is left of the rate, not what it "
          + "loses."
      ) { epoch, initial, factor in initial * pow(1 - factor, epoch) },
      mistake(
        "power of the whole product",
        "The initial rate was raised to the power too. Only the factor is: initial · factor^epoch."
      ) { epoch, initial, factor in pow(initial * factor, epoch) },
      mistake(
        "power of e",
        "The rate is initial · e^(−factor · epoch). Some authors define the decay so; here the factor itself is "
          + "raised to the power of the epoch."
      ) { epoch, initial, factor in initial * exp(-factor * Double(epoch)) },
      mistake(
        "inverse-time decay",
        "The rate is initial / (1 + factor · epoch), which is *inverse-time* decay. Here every epoch multiplies it by "
          + "the factor."
      ) { epoch, initial, factor in initial / (1 + factor * Double(epoch)) },
      mistake(
        "a single fall",
        "The rate falls once and then stays. It falls again in every epoch."
      ) { epoch, initial, factor in epoch == 0 ? initial : initial * factor },
      mistake(
        "initial rate left out",
        "These are the powers of the factor alone. Multiply them by the initial rate."
      ) { epoch, _, factor in pow(factor, epoch) },
      mistake(
        "base and exponent exchanged",
        "The epoch was raised to the power of the factor. The factor is multiplied by itself, epoch times: "
          + "pow(factor, epoch)."
      ) { epoch, initial, factor in initial * pow(Double(epoch), factor) },
      mistake(
        "divided by the factor",
        "The rate rises: it was divided by the factor in every epoch. Multiply by it."
      ) { epoch, initial, factor in initial / pow(factor, epoch) },
    ]
  )

  private typealias Function =
    @Sendable (_ epoch: Int, _ initial: Double, _ factor: Double) throws -> Double

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (epochs: Int, initial: Double, factor: Double) in
      try (0..<epochs).map { try function($0, initial, factor) }
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
