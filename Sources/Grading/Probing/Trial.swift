import Tensors

/// One drawn probe: the arguments, and the gradient with respect to the output.
package struct Trial: Sendable {
  package var name: String
  package var arguments: Arguments
  package var upstream: Value?
  /// The sizes of the named axes in these arguments.
  package var sizes: [String: Int]
  package var seed: UInt64
  /// Whether the gradient is a convention, which finite differences cannot measure.
  package var gradientIsConvention = false

  /// The place of an answer to this probe.
  package var place: Place { Place(name) }
}

extension Trial {
  /// Draws the arguments of one probe of an exercise.
  ///
  /// - Parameters:
  ///   - number: The probe's position in ``Exercise/probes``.
  ///   - exercise: The exercise.
  ///   - reference: The right implementation, whose output has the shape of the upstream gradient.
  ///   - seed: The seed of all probes.
  /// - Throws: ``HarnessError`` when the reference fails.
  init(probe number: Int, of exercise: Exercise, _ reference: Implementation, seed: UInt64) throws {
    let probe = exercise.probes[number]
    func draw(_ sizes: [String: Int]) throws -> Trial {
      var trial = try Trial(
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
    guard probe.sizesAreOptional else {
      self = try draw(probe.sizes)
      return
    }
    // If the size of one axis follows from others, these sizes may not fit together.
    var random = RandomSource(seed: seed)
    if let trial = try? draw(probe.sizes),
      (try? reference.call(trial.arguments.values, &random)) != nil
    {
      self = trial
    } else {
      self = try draw([:])
    }
  }

  /// Draws arguments of some sizes, and an upstream gradient for a differentiable exercise.
  init(
    _ name: String,
    _ exercise: Exercise,
    _ reference: Implementation,
    sizes: [String: Int],
    seed: UInt64,
    adjust: (inout Arguments) throws -> Void
  ) throws {
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
    self.init(name: name, arguments: arguments, upstream: nil, sizes: sizes, seed: seed)
    guard case .differentiable = exercise.kind else { return }
    do {
      let output = try reference.call(arguments.values, &random).values.first?.value
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
