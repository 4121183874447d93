import Tensors

/// A caller of implementations on the probes of an exercise.
package struct ProbeRunner {
  package let exercise: Exercise
  package let trials: [Trial]
  /// The number of steps of a trajectory; nil for all.
  var steps: Int?

  // MARK: - Differentiable

  /// The result of a forward call, and the cache for its backward call.
  package struct Forward {
    package var outcome: CallOutcome
    package var cache: Any?
  }

  package func forward(_ implementation: Implementation, _ trial: Trial) throws -> Forward {
    var random = trial.source
    return try forward(implementation, trial, &random)
  }

  /// The result of a forward call that draws from a source.
  package func forward(
    _ implementation: Implementation,
    _ trial: Trial,
    _ random: inout RandomSource
  ) throws -> Forward {
    let call = try CallOutcome.capture { try implementation.call(trial.arguments.values, &random) }
    guard let answer = call.result else {
      return Forward(outcome: call.failure ?? .missing(returned: []))
    }
    return Forward(outcome: exercise.output(among: answer.values), cache: answer.cache)
  }

  /// The gradients of one trial, by the name of the argument.
  package func backward(
    _ implementation: Implementation,
    _ trial: Trial,
    cache: Any?,
    upstream: Value
  ) throws -> [String: CallOutcome] {
    let names = exercise.inputs.filter(\.isDifferentiated).map(\.name)
    guard let backward = implementation.backward else { return [:] }
    let call = try CallOutcome.capture { try backward(upstream, trial.arguments.values, cache) }
    guard let gradients = call.result else {
      return Dictionary(uniqueKeysWithValues: names.map { ($0, call.failure ?? .notWritten) })
    }
    return Dictionary(
      uniqueKeysWithValues: names.enumerated().map { position, name in
        let labelled = gradients.first { $0.label == name }
        let unlabelled =
          gradients.count == names.count && gradients[position].label == nil
          ? gradients[position] : nil
        let returned = gradients.map { $0.label ?? "" }
        return (
          name, (labelled ?? unlabelled).map { .value($0.value) } ?? .missing(returned: returned)
        )
      }
    )
  }

  // MARK: - One result

  /// The first result of one call with a source of random numbers.
  package func result(
    _ implementation: Implementation,
    _ trial: Trial,
    _ random: inout RandomSource
  ) throws -> CallOutcome {
    let call = try CallOutcome.capture {
      try implementation.call(trial.arguments.values, &random).values.first?.value
    }
    guard let result = call.result, let value = result else {
      return call.failure ?? .missing(returned: [])
    }
    return .value(value)
  }

  /// The first result of one call with the trial's own source of random numbers.
  package func result(_ implementation: Implementation, _ trial: Trial) throws -> CallOutcome {
    var random = RandomSource(seed: trial.seed)
    return try result(implementation, trial, &random)
  }

  // MARK: - Functions and trajectories

  /// The results of one call of a function, or of one step of a trajectory.
  package struct Round {
    package var place: Place
    package var results: [(subject: Subject, outcome: CallOutcome)]

    /// Whether another round gave the same bits.
    package func isIdentical(to other: Round) -> Bool {
      results.count == other.results.count
        && zip(results, other.results).allSatisfy { $0.outcome.isIdentical(to: $1.outcome) }
    }
  }

  /// The results of one trial in order: one round for a function, one for each step of a trajectory.
  package func rounds(_ implementation: Implementation, _ trial: Trial) throws -> [Round] {
    guard case .trajectory(let steps) = exercise.kind else {
      let results = try results(implementation, trial.arguments, trial.seed)
      return [Round(place: trial.place, results: results.outcomes)]
    }
    var arguments = trial.arguments
    var rounds: [Round] = []
    var random = RandomSource(seed: trial.seed &+ 1)
    for step in 1...(self.steps ?? trial.steps ?? steps) {
      if step > 1 {
        for (position, input) in exercise.inputs.enumerated() where input.isRedrawn {
          let drawn = try input.draw(trial.sizes, &random)
          let shape = arguments.values[position].shape
          arguments.values[position] =
            drawn.shape == shape
            ? drawn : .tensor(try .normal(shape, using: &random))
        }
        for (position, input) in exercise.inputs.enumerated() where input.isCounted {
          guard case .integer(let number) = arguments.values[position] else { continue }
          arguments.values[position] = .integer(number + 1)
        }
      }
      let (outcomes, values) = try results(implementation, arguments, trial.seed)
      rounds.append(Round(place: Place(trial.name, step: step), results: outcomes))
      guard !values.isEmpty else { break }
      for (position, result) in values.enumerated() {
        let target = exercise.inputs.firstIndex { $0.name == result.label } ?? position
        arguments.values[target] = result.value
      }
    }
    return rounds
  }

  private func results(
    _ implementation: Implementation,
    _ arguments: Exercise.Arguments,
    _ seed: UInt64
  )
    throws -> (
      outcomes: [(subject: Subject, outcome: CallOutcome)], values: Implementation.Labelled
    )
  {
    var random = RandomSource(seed: seed)
    let call = try CallOutcome.capture { try implementation.call(arguments.values, &random).values }
    guard let values = call.result else {
      return ([(.result(""), call.failure ?? .notWritten)], [])
    }
    return (values.map { (.result($0.label ?? ""), .value($0.value)) }, values)
  }

  // MARK: - Everything at once, for implementations that are trusted to return

  package func observe(_ implementation: Implementation) throws -> Observation {
    var observation = Observation()
    for trial in trials {
      switch exercise.kind {
      case .differentiable:
        let forward = try forward(implementation, trial)
        observation.append(forward.outcome, ofForwardTo: exercise, at: trial.place)
        guard let upstream = trial.upstream else { continue }
        let gradients: [String: CallOutcome]
        if implementation.isCached, forward.cache == nil {
          gradients = [:]
        } else {
          gradients = try backward(implementation, trial, cache: forward.cache, upstream: upstream)
        }
        for input in exercise.inputs where input.isDifferentiated {
          let outcome = gradients[input.name] ?? forward.outcome
          observation.append(outcome, to: .gradient(input.name), at: trial.place)
        }
      case .function, .trajectory, .statistics, .goals, .type, .tests:
        for round in try rounds(implementation, trial) {
          for (subject, outcome) in round.results {
            observation.append(outcome, to: subject, at: round.place)
          }
        }
      }
    }
    return observation
  }
}
