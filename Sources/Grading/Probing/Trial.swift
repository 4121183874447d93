import Tensors

/// One drawn probe: the arguments, and the gradient with respect to the output.
package struct Trial: Sendable {
  package var name: String
  package var arguments: Exercise.Arguments
  package var upstream: Value?
  /// The sizes of the named axes in these arguments.
  package var sizes: [String: Int]
  package var seed: UInt64
  /// Whether finite differences are measured here.
  package var isMeasured = true
  /// The number of steps of a trajectory; nil for every other kind.
  package var steps: Int?

  package var place: Place { Place(name) }

  /// Whether the arguments have many entries, and no upstream gradient, because only what forward draws is judged.
  package var isSample = false

  /// The source from which a forward draws.
  ///
  /// Arguments were drawn from the seed itself, and must not be correlated with what forward draws.
  package var source: RandomSource { RandomSource(seed: ~seed) }
}

extension Trial {
  /// Draws the arguments of one probe of an exercise, given its position in ``Exercise/probes``; the upstream
  /// gradient has the shape of the reference's output.
  init(probe number: Int, of exercise: Exercise, _ reference: Implementation, seed: UInt64) throws {
    let probe = exercise.probes[number]
    func draw(
      _ sizes: [String: Int],
      isWide: Bool = false,
      attempt: UInt64 = 0
    ) throws -> Trial {
      var trial = try Trial(
        probe.name,
        exercise,
        reference,
        sizes: sizes,
        seed: seed &+ UInt64(number) &* 0x9E37_79B9 &+ attempt &* 0xD1B5_4A32_D192_ED03,
        isWide: isWide,
        adjust: probe.adjust
      )
      trial.isMeasured = probe.isMeasured
      trial.steps = exercise.kind.steps.map { $0 * probe.lengthening }
      // What is drawn is judged alone there. The gradients of so many entries would take long.
      trial.isSample = probe.isSample
      if probe.isSample { trial.upstream = nil }
      return trial
    }
    if probe.isSample {
      self = try Trial.sample(of: exercise) { try draw($0) }
      return
    }
    if probe.isWide {
      // Where the arguments choose their shapes themselves, one of some draws has those of the first probe.
      let first = try Trial(probe: 0, of: exercise, reference, seed: seed)
      let attempts = [true, false].flatMap { isWide in
        (UInt64(0)..<10).map { (isWide: isWide, number: $0) }
      }
      let others = attempts.lazy.compactMap { attempt -> Trial? in
        guard let trial = try? draw([:], isWide: attempt.isWide, attempt: attempt.number),
          trial.hasShapes(of: first), trial.isPossible(for: reference),
          trial.hasOtherAnswer(than: first, of: reference),
          !attempt.isWide || trial.hasSlope(of: reference)
        else { return nil }
        return trial
      }
      self = try others.first ?? draw([:])
      return
    }
    // If the size of one axis follows from others in a way that is not declared, the sizes may not fit together.
    let ordinary = try draw(probe.sizes)
    let limit = max(3 * ordinary.count, 4_000)
    let longer = probe.choices.lazy.compactMap { sizes -> Trial? in
      guard let trial = try? draw(sizes), trial.count <= limit, trial.isPossible(for: reference)
      else { return nil }
      return trial
    }
    self = longer.first ?? ordinary
  }

  /// The arguments of the least sizes, in the ratio of the ordinary ones, with which forward draws enough numbers.
  private static func sample(
    of exercise: Exercise,
    _ draw: (_ sizes: [String: Int]) throws -> Trial
  ) throws -> Trial {
    let axes = exercise.axes.filter(\.terms.isEmpty)
    func drawn(_ trial: Trial) -> Int {
      trial.arguments.values.dropFirst(exercise.inputs.count).map(\.scalars.count).min() ?? 0
    }
    var largest = try draw([:])
    for factor in [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64] where drawn(largest) < sampleCount {
      let sizes = Dictionary(uniqueKeysWithValues: axes.map { ($0.name, factor * $0.size) })
      guard let trial = try? draw(sizes), drawn(trial) > drawn(largest) else { break }
      largest = trial
    }
    return largest
  }

  /// The number of entries that have statistics.
  package static let sampleCount = 4_000

  private var count: Int { arguments.values.reduce(0) { $0 + $1.scalars.count } }

  /// Whether the arguments have the shapes of another probe's.
  package func hasShapes(of other: Trial) -> Bool {
    arguments.values.map(\.shape) == other.arguments.values.map(\.shape)
  }

  /// Whether the reference answers with finite numbers.
  private func isPossible(for reference: Implementation) -> Bool {
    var random = RandomSource(seed: seed)
    guard let answer = try? reference.call(arguments.values, &random) else { return false }
    return answer.values.allSatisfy {
      $0.value.scalars.allSatisfy { $0.isFinite || $0.isUnrecorded }
    }
  }

  /// Whether the reference answers otherwise than on another probe.
  private func hasOtherAnswer(than other: Trial, of reference: Implementation) -> Bool {
    let answers = [self, other].map { trial -> [Value]? in
      var random = RandomSource(seed: trial.seed)
      return try? reference.call(trial.arguments.values, &random).values.map(\.value)
    }
    return answers[0] != answers[1]
  }

  /// Whether no gradient is nearly 0, as it is where everything is saturated.
  private func hasSlope(of reference: Implementation) -> Bool {
    guard let upstream, let backward = reference.backward else { return true }
    var random = RandomSource(seed: seed)
    let cache = try? reference.call(arguments.values, &random).cache
    let gradients = (try? backward(upstream, arguments.values, cache)) ?? []
    return gradients.allSatisfy { $0.value.scalars.contains { $0.magnitude > 1e-3 } }
  }

  /// Draws arguments of some sizes, and an upstream gradient for a differentiable exercise.
  init(
    _ name: String,
    _ exercise: Exercise,
    _ reference: Implementation,
    sizes: [String: Int],
    seed: UInt64,
    isWide: Bool = false,
    adjust: (inout Exercise.Arguments) throws -> Void
  ) throws {
    var random = RandomSource(seed: seed)
    var sizes = exercise.axes.sizes(sizes)
    var values = try exercise.inputs.map { try $0.draw(sizes, &random) }
    if isWide, let position = exercise.inputs.firstIndex(where: \.isNormal) {
      values[position] = values[position].wide(&random)
    }
    var arguments = Exercise.Arguments(names: exercise.inputs.map(\.name), values: values)
    try adjust(&arguments)
    for (input, value) in zip(exercise.inputs, arguments.values)
    where input.axes.count == value.shape.count {
      for (axis, size) in zip(input.axes, value.shape) { sizes[axis] = size }
    }
    self.init(name: name, arguments: arguments, upstream: nil, sizes: sizes, seed: seed)
    guard case .differentiable = exercise.kind else { return }
    do {
      var source = source
      let answer = try reference.call(arguments.values, &source)
      let all = exercise.output(among: answer.values).value
      if let all { self = drawing(exercise.drawnPart(of: all), exercise) }
      let output = all.map(exercise.differentiatedPart)
      // Not all ones: a backward pass that ignores its upstream gradient would pass. Not near zero: every
      // entry of the output must count.
      upstream = output.map { output in
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
  }
}

extension Trial {
  /// The trial with other numbers that a forward drew, which are the last arguments.
  package func drawing(_ drawn: [Tensor], _ exercise: Exercise) -> Trial {
    var copy = self
    let count = exercise.inputs.count
    copy.arguments = Exercise.Arguments(
      names: Array(arguments.names.prefix(count)),
      values: Array(arguments.values.prefix(count))
    )
    .appending(zip(exercise.draws, drawn).map { ($0.name, .tensor($1)) })
    return copy
  }

  /// What a forward drew, as the last arguments.
  package func drawn(_ exercise: Exercise) -> [Value] {
    Array(arguments.values.dropFirst(exercise.inputs.count))
  }
}

extension Exercise.Input {
  /// Whether the entries may be any numbers.
  fileprivate var isNormal: Bool { if case .normal? = distribution { true } else { false } }
}

extension Value {
  /// The same value with entries of all magnitudes from 0.05 to 40, of both signs, in a random order.
  fileprivate func wide(_ random: inout RandomSource) -> Value {
    let count = scalars.count
    let order = random.permutation(count)
    let isOdd = random.integer(below: 2)
    return replacingScalars(
      order.map { position in
        // The largest is above 15 even if there are only a few.
        let place = position == count - 1 ? 0.9 + random.uniform() / 10 : random.uniform()
        let magnitude = 0.05 * pow(800, (Double(position) + place) / Double(count))
        return (position + isOdd).isMultiple(of: 2) ? magnitude : -magnitude
      }
    )
  }
}
