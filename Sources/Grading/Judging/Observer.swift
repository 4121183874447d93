import Tensors

/// Calls an implementation on all probes of an exercise and keeps what it answers.
package struct Observer {
  package let exercise: Exercise
  package let trials: [Trial]
  /// How many steps of a trajectory are observed; nil for all.
  var steps: Int?

  /// Draws the arguments of every probe; the upstream gradients take the shape of the reference's output.
  package init(_ exercise: Exercise, reference: Implementation, seed: UInt64) throws {
    let trials = try exercise.probes.indices.map {
      try Observer.trial($0, exercise, reference, seed: seed)
    }
    self.init(exercise, trials: trials)
  }

  /// Draws the arguments of one probe, by its number.
  static func trial(
    _ number: Int,
    _ exercise: Exercise,
    _ reference: Implementation,
    seed: UInt64
  ) throws -> Trial {
    let probe = exercise.probes[number]
    func draw(_ sizes: [String: Int]) throws -> Trial {
      var trial = try trial(
        probe.name,
        exercise,
        reference,
        sizes: sizes,
        seed: seed &+ UInt64(number) &* 0x9E37_79B9,
        adjust: probe.adjust
      )
      trial.gradientIsConvention = probe.gradientIsConvention
      return trial
    }
    guard probe.sizesAreOptional else { return try draw(probe.sizes) }
    // Where one axis follows from others, sizes that were not chosen for each other do not fit.
    var random = RandomSource(seed: seed)
    guard let trial = try? draw(probe.sizes),
      (try? reference.call(trial.arguments.values, &random)) != nil
    else { return try draw([:]) }
    return trial
  }

  package init(_ exercise: Exercise, trials: [Trial]) {
    self.exercise = exercise
    self.trials = trials
  }

  package static func trial(
    _ name: String,
    _ exercise: Exercise,
    _ reference: Implementation,
    sizes: [String: Int],
    seed: UInt64,
    adjust: (inout Arguments) throws -> Void
  ) throws -> Trial {
    var random = RandomSource(seed: seed)
    var sizes = Dictionary(exercise.axes.map { ($0.name, $0.size) }) { first, _ in first }
      .merging(sizes) { _, new in new }
    let values = try exercise.inputs.map { try $0.draw(sizes, &random) }
    var arguments = Arguments(names: exercise.inputs.map(\.name), values: values)
    try adjust(&arguments)
    for (input, value) in zip(exercise.inputs, arguments.values)
    where input.axes.count == value.shape.count {
      for (axis, size) in zip(input.axes, value.shape) { sizes[axis] = size }
    }
    var trial = Trial(
      name: name,
      arguments: arguments,
      upstream: nil,
      sizes: sizes,
      seed: seed
    )
    guard case .differentiable = exercise.kind else { return trial }
    do {
      let output = try reference.call(arguments.values, &random).values.first?.value
      // Never all ones: a backward pass that ignores its upstream gradient would pass. Never near
      // zero either, so that every entry of the output counts.
      trial.upstream = output.map { output in
        output.replacingScalars(
          output.scalars.map { _ in
            let magnitude = 0.5 + random.uniform()
            return random.next() & 1 == 0 ? magnitude : -magnitude
          }
        )
      }
    } catch {
      throw HarnessError.brokenReference(probe: name, error: "\(error)")
    }
    return trial
  }

  // MARK: - Differentiable

  /// What a forward call gave, and what its backward call needs.
  package struct Forward {
    package var part: Part
    package var cache: Any?
  }

  package func forward(_ implementation: Implementation, _ trial: Trial) throws -> Forward {
    var random = RandomSource(seed: trial.seed)
    let call = try Part.capture { try implementation.call(trial.arguments.values, &random) }
    guard let answer = call.result, let value = answer.values.first?.value else {
      return Forward(part: call.failure ?? .missing(returned: []))
    }
    return Forward(part: .value(value), cache: answer.cache)
  }

  /// The gradients of one trial, by the name of the argument.
  package func backward(
    _ implementation: Implementation,
    _ trial: Trial,
    cache: Any?,
    upstream: Value
  ) throws -> [String: Part] {
    let names = exercise.inputs.filter(\.isDifferentiated).map(\.name)
    guard let backward = implementation.backward else { return [:] }
    let call = try Part.capture { try backward(upstream, trial.arguments.values, cache) }
    guard let gradients = call.result else {
      return Dictionary(uniqueKeysWithValues: names.map { ($0, call.failure ?? .notWritten) })
    }
    return Dictionary(
      uniqueKeysWithValues: names.enumerated().map { position, name in
        let labelled = gradients.first { $0.label == name }
        let unlabelled =
          gradients.count == names.count && gradients[position].label == nil
          ? gradients[position] : nil
        let returned = gradients.map { $0.label ?? "?" }
        return (
          name, (labelled ?? unlabelled).map { .value($0.value) } ?? .missing(returned: returned)
        )
      }
    )
  }

  // MARK: - Functions and trajectories

  /// The results of one trial in order: one round for a function, one for each step of a trajectory.
  package func rounds(_ implementation: Implementation, _ trial: Trial) throws
    -> [(place: String, results: [(Subject, Part)])]
  {
    guard case .trajectory(let steps) = exercise.kind else {
      return [(trial.name, try results(implementation, trial.arguments, trial.seed).parts)]
    }
    var arguments = trial.arguments
    var rounds: [(place: String, results: [(Subject, Part)])] = []
    var random = RandomSource(seed: trial.seed &+ 1)
    for step in 1...(self.steps ?? steps) {
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
      let (parts, values) = try results(implementation, arguments, trial.seed)
      rounds.append(("\(trial.name), step \(step)", parts))
      guard !values.isEmpty else { break }
      for (position, result) in values.enumerated() {
        let target = exercise.inputs.firstIndex { $0.name == result.label } ?? position
        arguments.values[target] = result.value
      }
    }
    return rounds
  }

  private func results(_ implementation: Implementation, _ arguments: Arguments, _ seed: UInt64)
    throws -> (parts: [(Subject, Part)], values: Implementation.Labelled)
  {
    var random = RandomSource(seed: seed)
    let call = try Part.capture { try implementation.call(arguments.values, &random).values }
    guard let values = call.result else {
      return ([(.result(""), call.failure ?? .notWritten)], [])
    }
    return (values.map { (.result($0.label ?? ""), .value($0.value)) }, values)
  }

  // MARK: - All at once, for implementations that are trusted to come back

  package func observe(_ implementation: Implementation) throws -> Observation {
    var observation = Observation()
    for trial in trials {
      switch exercise.kind {
      case .differentiable:
        let forward = try forward(implementation, trial)
        observation.append(forward.part, to: .forward, at: trial.name)
        guard let upstream = trial.upstream else { continue }
        let gradients: [String: Part]
        if implementation.isCached, forward.cache == nil {
          gradients = [:]
        } else {
          gradients = try backward(
            implementation,
            trial,
            cache: forward.cache,
            upstream: upstream
          )
        }
        for input in exercise.inputs where input.isDifferentiated {
          observation.append(
            gradients[input.name] ?? forward.part,
            to: .gradient(input.name),
            at: trial.name
          )
        }
      case .function, .trajectory, .statistics, .goals:
        for round in try rounds(implementation, trial) {
          for (subject, part) in round.results {
            observation.append(part, to: subject, at: round.place)
          }
        }
      }
    }
    return observation
  }
}
