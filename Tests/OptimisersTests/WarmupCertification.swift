import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension WarmupGrader: Certified {
  static let certification = Certification(
    reference: implementation { epoch, target, length, start in
      try ReferenceLayers::Schedule.linearWarmUp(
        epoch,
        initial: target,
        length: length,
        start: start
      )
    },
    solution: implementation { epoch, target, length, start in
      try OptimisersSolutions::Warmup.learningRate(
        epoch: epoch,
        target: target,
        length: length,
        start: start
      )
    },
    alternatives: [
      style("two cases") { epoch, target, length, start in
        guard epoch < length else { return target }
        let low = start * target
        return low + (target - low) * Double(epoch) / Double(length)
      },
      style("equal steps") { epoch, target, length, start in
        let rise = (target - start * target) / Double(length)
        return start * target + rise * Double(min(epoch, length))
      },
    ],
    mistakes: [
      mistake(
        "a jump instead of a rise",
        "The rate stays at start · η₀ until the warm-up ends, and then jumps. It rises by the same step in "
          + "every epoch. (Is epoch / length a quotient of whole numbers? It is 0 until then: convert both "
          + "to Double first.)"
      ) { epoch, target, length, start in
        target * (start + (1 - start) * Double(min(epoch / length, 1)))
      },
      mistake(
        "rises without end",
        "After the warm-up the rate goes on rising. It stays at η₀: stop at epoch / length = "
          + "1."
      ) { epoch, target, length, start in
        target * (start + (1 - start) * Double(epoch) / Double(length))
      },
      mistake(
        "one epoch early",
        "The warm-up is one epoch ahead. Epochs are counted from 0: in epoch 0 the rate is "
          + "start · η₀."
      ) { epoch, target, length, start in
        target * (start + (1 - start) * min(Double(epoch + 1) / Double(length), 1))
      },
      mistake(
        "start ignored",
        "The rate rises from 0. In epoch 0 it should be start · η₀."
      ) { epoch, target, length, start in
        target * min(Double(epoch) / Double(length), 1)
      },
      mistake(
        "rise not reduced by the start",
        "The share rises by 1 / length in every epoch. From start to 1 there is only 1 − start to rise: it rises by "
          + "(1 − start) / length."
      ) { epoch, target, length, start in
        target * (start + min(Double(epoch) / Double(length), 1))
      }.or(
        implementation { epoch, target, length, start in
          target * min(start + Double(epoch) / Double(length), 1)
        }
      ),
      mistake(
        "start taken as a rate",
        "`start` was used as a rate. It is a share of η₀: multiply it by η₀."
      ) { epoch, target, length, start in
        start + (target - start) * min(Double(epoch) / Double(length), 1)
      },
      mistake(
        "no warm-up",
        "The rate is η₀ from the first epoch on. It rises to η₀ over `length` epochs."
      ) { epoch, target, length, start in
        target
      },
    ]
  )

  private typealias Function =
    @Sendable (_ epoch: Int, _ target: Double, _ length: Int, _ start: Double) throws -> Double

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (epochs: Int, target: Double, length: Int, start: Double) in
      try (0..<epochs).map { try function($0, target, length, start) }
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
