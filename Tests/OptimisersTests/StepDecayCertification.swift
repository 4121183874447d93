import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension StepDecayGrader: Certified {
  static let certification = Certification(
    reference: implementation { epoch, initial, interval, factor in
      try ReferenceLayers::Schedule.step(
        epoch,
        initial: initial,
        interval: interval,
        factor: factor
      )
    },
    solution: implementation { epoch, initial, interval, factor in
      try OptimisersSolutions::StepDecay.learningRate(
        epoch: epoch,
        initial: initial,
        interval: interval,
        factor: factor
      )
    },
    alternatives: [
      style("a fall at every multiple") { epoch, initial, interval, factor in
        var learningRate = initial
        for past in 0..<epoch where (past + 1) % interval == 0 { learningRate *= factor }
        return learningRate
      },
      style("rounded down") { epoch, initial, interval, factor in
        initial * pow(factor, (Double(epoch) / Double(interval)).rounded(.down))
      },
    ],
    mistakes: [
      mistake(
        "rate falls in every epoch",
        "The rate falls a little in every epoch. Round epoch / interval down: it falls once "
          + "in an interval."
      ) { epoch, initial, interval, factor in
        initial * pow(factor, Double(epoch) / Double(interval))
      },
      mistake(
        "epochs counted from 1",
        "The rate falls one epoch too early. Epochs are counted from 0: use the epoch as it "
          + "is."
      ) { epoch, initial, interval, factor in
        initial * pow(factor, (epoch + 1) / interval)
      },
      mistake(
        "rounded to the nearest",
        "The rate falls half an interval too early: the quotient epoch / interval was rounded to the nearest whole "
          + "number. Round it down."
      ) { epoch, initial, interval, factor in
        initial * pow(factor, (Double(epoch) / Double(interval)).rounded())
      },
      mistake(
        "rate falls one epoch too late",
        "The rate falls one epoch too late. It is lower from epoch `interval` itself on."
      ) { epoch, initial, interval, factor in
        initial * pow(factor, max(epoch - 1, 0) / interval)
      },
      mistake(
        "a single fall",
        "The rate falls once and then stays. It falls again after every interval."
      ) { epoch, initial, interval, factor in
        epoch < interval ? initial : initial * factor
      },
      mistake(
        "factor multiplied by the count",
        "The initial rate was multiplied by factor · count. Each fall multiplies what is "
          + "left: factor to the power of the count."
      ) { epoch, initial, interval, factor in
        epoch < interval ? initial : initial * factor * Double(epoch / interval)
      },
      mistake(
        "interval ignored",
        "The rate falls by the whole factor in every epoch. It falls once in an interval: "
          + "⌊epoch / interval⌋ times."
      ) { epoch, initial, interval, factor in
        initial * pow(factor, epoch)
      },
      mistake(
        "remainder for quotient",
        "The exponent is the remainder of epoch / interval. It is the quotient: % gives the "
          + "remainder, / the quotient."
      ) { epoch, initial, interval, factor in
        initial * pow(factor, epoch % interval)
      },
    ]
  )

  private typealias Function =
    @Sendable (_ epoch: Int, _ initial: Double, _ interval: Int, _ factor: Double) throws -> Double

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (epochs: Int, initial: Double, interval: Int, factor: Double) in
      try (0..<epochs).map { try function($0, initial, interval, factor) }
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
