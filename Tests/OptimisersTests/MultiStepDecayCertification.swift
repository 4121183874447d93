import Grading
import ReferenceLayers
import Tensors

@testable import OptimisersSolutions

extension MultiStepDecayGrader: Certified {
  static let certification = Certification(
    reference: implementation { epoch, initial, milestones, factor in
      try ReferenceLayers::Schedule.multiStep(
        epoch,
        initial: initial,
        milestones: milestones,
        factor: factor
      )
    },
    solution: implementation { epoch, initial, milestones, factor in
      try OptimisersSolutions::MultiStepDecay.learningRate(
        epoch: epoch,
        initial: initial,
        milestones: milestones,
        factor: factor
      )
    },
    alternatives: [
      style("a fall at each milestone") { epoch, initial, milestones, factor in
        var learningRate = initial
        for milestone in milestones where epoch >= milestone { learningRate *= factor }
        return learningRate
      },
      style("sorted first") { epoch, initial, milestones, factor in
        let passed = milestones.sorted().prefix { $0 <= epoch }
        return initial * pow(factor, passed.count)
      },
    ],
    mistakes: [
      mistake(
        "milestone passed one epoch late",
        "A milestone counts from the epoch after it. It is the first epoch with the lower "
          + "rate: count it when it is ≤ epoch."
      ) { epoch, initial, milestones, factor in
        initial * pow(factor, milestones.filter { $0 < epoch }.count)
      },
      mistake(
        "milestone passed one epoch early",
        "The rate falls one epoch too early. Epochs are counted from 0: compare the "
          + "milestones with the epoch as it is."
      ) { epoch, initial, milestones, factor in
        initial * pow(factor, milestones.filter { $0 <= epoch + 1 }.count)
      },
      mistake(
        "a single fall",
        "The rate falls at the first milestone, and then stays. It falls by the factor at "
          + "each of them."
      ) { epoch, initial, milestones, factor in
        milestones.contains { $0 <= epoch } ? initial * factor : initial
      },
      mistake(
        "a fall only in the epoch of the milestone",
        "The rate is lower in the epoch of a milestone alone. It stays lower: count all "
          + "milestones ≤ epoch."
      ) { epoch, initial, milestones, factor in
        initial * pow(factor, milestones.filter { $0 == epoch }.count)
      }.or(
        implementation { epoch, initial, milestones, factor in
          milestones.contains(epoch) ? initial * factor : initial
        }
      ),
      mistake(
        "milestones taken as sorted",
        "Counting stopped at the first milestone that is still ahead. They may come in any "
          + "order: look at all of them."
      ) { epoch, initial, milestones, factor in
        initial * pow(factor, milestones.prefix { $0 <= epoch }.count)
      },
      mistake(
        "repeated milestone counted once",
        "A milestone that is named twice was counted once. It counts twice: go through the "
          + "milestones themselves, not through a set of them or through the epochs."
      ) { epoch, initial, milestones, factor in
        initial * pow(factor, Set(milestones).filter { $0 <= epoch }.count)
      },
      mistake(
        "milestones ahead counted",
        "The rate rises towards η₀: the milestones that are still ahead were counted. Count "
          + "those that are passed."
      ) { epoch, initial, milestones, factor in
        initial * pow(factor, milestones.filter { $0 > epoch }.count)
      },
    ]
  )

  private typealias Function =
    @Sendable (_ epoch: Int, _ initial: Double, _ milestones: [Int], _ factor: Double) throws ->
    Double

  private static func implementation(_ function: @escaping Function) -> Implementation {
    Implementation { (epochs: Int, initial: Double, milestones: [Int], factor: Double) in
      try (0..<epochs).map { try function($0, initial, milestones, factor) }
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
