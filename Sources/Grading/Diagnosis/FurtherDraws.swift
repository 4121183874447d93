import Tensors

/// An exercise whose probes were drawn several times, and the answers of one implementation to all of them.
///
/// A few wrong numbers can fit a wrong explanation by accident. Drawn anew, they do not.
package struct FurtherDraws {
  /// The exercise with its own probes first, and the further ones after them.
  let probed: ProbedExercise
  /// The answers of the implementation to all of them.
  let observation: Observation

  /// How often every probe is drawn anew.
  private static let rounds: UInt64 = 2
  /// How often a batch of one is drawn anew: it has few numbers, so accidents are frequent.
  private static let roundsOfOne: UInt64 = 16
  /// The largest entries of the arguments that replace those on which an answer was not finite.
  ///
  /// Functions fail at sizes of their own: exp(x) overflows above 709.8 and becomes 0 below −745.1, and an
  /// exponential of a difference or a square fails at a half or a root of that. Large differences and large
  /// entries with small differences are told apart.
  private static let sizes: [Double] = [15, 26, 50, 150, 300, 360, 400, 600, 720, 730, 800, 2_000]

  /// Draws the probes anew and calls an implementation on them.
  package init(
    _ probed: ProbedExercise,
    _ implementation: Implementation,
    _ observation: Observation
  ) throws {
    var further = try probed.redraws.value { try probed.asking(FurtherDraws.redraws(probed)) }
    let broken = probed.trials.filter { observation.isBroken(at: $0.place) }
    let moved = broken.flatMap { trial in
      FurtherDraws.sizes.flatMap { trial.moved(to: $0, probed.exercise.inputs) }
    }
    further = further.followed(by: try probed.asking(moved))
    self.probed = probed.followed(by: further)
    self.observation = observation.followed(by: try further.runner.observe(implementation))
  }

  private static func redraws(_ probed: ProbedExercise) -> [Trial] {
    (1...roundsOfOne).flatMap { round in
      probed.trials.enumerated().compactMap { number, trial in
        // The longest probes, and those without finite differences, would take long and add little.
        guard trial.isMeasured, round <= rounds || probed.exercise.isBatchOfOne(trial) else {
          return nil
        }
        return probed.redrawn(number, named: "\(trial.name), drawn anew (\(round))", round)
      }
    }
  }
}

extension Exercise {
  /// Whether an axis that is a batch has size 1.
  fileprivate func isBatchOfOne(_ trial: Trial) -> Bool {
    axes.contains { $0.role == .batch && trial.sizes[$0.name] == 1 }
  }
}

extension Trial {
  /// The trial with other sizes of the arguments that have gradients, or of all tensors: scaled to a largest
  /// entry, and scaled to 1 and moved there, up and down.
  fileprivate func moved(to size: Double, _ inputs: [Exercise.Input]) -> [Trial] {
    let chosen = inputs.indices.filter { position in
      let isTensor = ["Tensor", "[Tensor]", "Double"].contains(arguments.values[position].kindName)
      return isTensor
        && (inputs[position].isDifferentiated || !inputs.contains(where: \.isDifferentiated))
    }
    let largest = chosen.flatMap { arguments.values[$0].scalars }.map(\.magnitude).max() ?? 0
    guard largest > 0, largest.isFinite else { return [] }
    return [(size, 0.0), (1, size), (1, -size)].map { factor, offset in
      var copy = self
      copy.name = "\(name), \(factor) times and \(offset) more"
      for position in chosen {
        let value = arguments.values[position]
        copy.arguments.values[position] = value.replacingScalars(
          value.scalars.map { $0 / largest * factor + offset }
        )
      }
      return copy
    }
  }
}

extension Observation {
  fileprivate func isBroken(at place: Place) -> Bool {
    subjects.contains { subject in
      self[subject].contains {
        $0.place == place && $0.outcome.value?.scalars.allSatisfy(\.isFinite) == false
      }
    }
  }
}
