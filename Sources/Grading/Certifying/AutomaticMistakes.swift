import Synchronization
import Tensors

/// A wrong implementation that no author has to think of, because it is made from the right one.
struct AutomaticMistake {
  var name: String
  var implementation: Implementation
  /// The sentence that it must get; nil for any.
  var sentence: (@Sendable (Finding) -> Bool)?
  /// Whether no gradient may earn points.
  var earnsNoGradient = false
  /// Whether nothing at all may be earned.
  var earnsNothing = false
  /// Whether it may be right for some exercise, which is then no mistake.
  var mayBeRight = false
}

extension Certification {
  /// The automatic mistakes of an exercise, given its probes.
  func automaticMistakes(_ probed: ProbedExercise) -> [AutomaticMistake] {
    let (exercise, trials) = (probed.exercise, probed.trials)
    let right = right(exercise)
    // Where all shapes are the same, the first results are kept for ever, which no second call can show. Whole
    // numbers have the same results by accident.
    let shapes = Set(trials.map { $0.arguments.values.map(\.shape) })
    let hasTensors = trials.first?.arguments.values.contains { $0.kindName == "Tensor" } == true
    let isToldAlways = shapes.count > 1 && hasTensors
    let isKept: @Sendable (Finding) -> Bool = { finding in
      if case .keptFromEarlierCall = finding { true } else { !isToldAlways }
    }
    let kept = AutomaticMistake(
      name: "results kept until a shape changes",
      implementation: right.keepingResults(exercise),
      sentence: isKept
    )
    switch exercise.kind {
    // Each member has its own.
    case .type: return []
    case .tests(let candidates): return weakChecks(candidates)
    case .differentiable:
      return [
        AutomaticMistake(
          name: "upstream gradient ignored",
          implementation: right.ignoringUpstream,
          mayBeRight: true
        ),
        AutomaticMistake(
          name: "gradient measured by finite differences",
          implementation: right.measuringGradient(in: exercise),
          sentence: { finding in
            switch finding {
            case .differenceQuotient, .differs, .notFinite: true
            default: false
            }
          },
          earnsNoGradient: true
        ),
        AutomaticMistake(
          name: "arguments kept by backward until a shape changes",
          implementation: right.keepingArguments,
          sentence: isKept,
          mayBeRight: !probed.hasGradientsOfArguments
        ),
        AutomaticMistake(
          name: "forward returns its input, backward the upstream gradient",
          implementation: right.identity(exercise),
          mayBeRight: true
        ),
        AutomaticMistake(name: "zeros", implementation: right.constant(0, exercise)),
        AutomaticMistake(
          name: "ones, and gradients of 0",
          implementation: right.constant(1, exercise)
        ),
      ] + [kept] + narrow(exercise, trials[0]) + drawnWrong(exercise, isKept)
    case .function, .trajectory:
      return [kept, AutomaticMistake(name: "zeros", implementation: right.constant(0, exercise))]
        + narrow(exercise, trials[0])
    case .statistics:
      return [
        AutomaticMistake(
          name: "numbers two places apart are correlated",
          implementation: right.changingOutput { try $0.correlated(at: 2) }
        ),
        AutomaticMistake(
          name: "numbers are correlated at a distance of 17",
          implementation: right.changingOutput { try $0.correlated(at: 17) }
        ),
        AutomaticMistake(
          name: "numbers beyond three standard deviations are missing",
          implementation: right.changingOutput { $0.cutAtThreeDeviations },
          mayBeRight: true
        ),
      ]
    case .goals: return []
    }
  }

  /// Checks that do not look, or hardly; and those of the author.
  private func weakChecks(_ candidates: [Exercise.Candidate]) -> [AutomaticMistake] {
    func check(
      _ name: String,
      earnsNothing: Bool = true,
      _ accepts: @escaping @Sendable (any TestedFunctions) throws -> Bool
    ) -> AutomaticMistake {
      var implementation = solution
      implementation.check = accepts
      return AutomaticMistake(
        name: name,
        implementation: implementation,
        earnsNothing: earnsNothing
      )
    }
    struct Refusal: Error {}
    let calls = Mutex(0)
    let right = candidates.first(where: \.isRight)?.functions
    return [
      check("every implementation is accepted") { _ in true },
      check("every implementation is rejected") { _ in false },
      check("every second implementation is accepted") { _ in
        calls.withLock { calls in
          calls += 1
          return calls.isMultiple(of: 2)
        }
      },
      check("the check throws an error") { _ in throw Refusal() },
      check("the check looks at zeros only", earnsNothing: false) { functions in
        guard let right = try right?.atZeros() else { return false }
        let numbers = Tensor(try functions.atZeros())
        return Agreement(.tensor(numbers), .tensor(Tensor(right))) == .agrees
      },
    ] + mistakes.map { AutomaticMistake(name: $0.name, implementation: $0.implementation) }
  }

  /// What the automatic mistakes are made from: the solution, or, where forward draws, the reference, which can be
  /// given other numbers.
  private func right(_ exercise: Exercise) -> Implementation {
    exercise.draws.isEmpty ? solution : reference
  }

  /// Mistakes in what a forward draws, and a backward that ignores it.
  private func drawnWrong(_ exercise: Exercise, _ isKept: @escaping @Sendable (Finding) -> Bool)
    -> [AutomaticMistake]
  {
    guard !exercise.draws.isEmpty else { return [] }
    let isMisuse: @Sendable (Finding) -> Bool = { if case .source = $0 { true } else { false } }
    func mistake(_ name: String, _ change: @escaping @Sendable (Tensor) throws -> Tensor)
      -> AutomaticMistake
    {
      AutomaticMistake(name: name, implementation: reference.changingDraws(change))
    }
    return [
      AutomaticMistake(
        name: "numbers of a source with a seed of its own",
        implementation: reference.changingCalls { call, inputs, _ in
          var own = RandomSource(seed: 1)
          return try call(inputs, &own)
        },
        sentence: isMisuse
      ),
      AutomaticMistake(
        name: "numbers drawn from a copy of the source",
        implementation: reference.changingCalls { call, inputs, random in
          var copy = random
          return try call(inputs, &copy)
        },
        sentence: isMisuse
      ),
      AutomaticMistake(
        name: "numbers kept until a shape changes",
        implementation: reference.keepingDraws,
        sentence: isKept
      ),
      AutomaticMistake(
        name: "what was drawn is not used by backward",
        implementation: reference.replacing { backward, upstream, inputs, cache in
          let ones = inputs.dropFirst(exercise.inputs.count).map { $0.filled(with: 1) }
          return try backward(upstream, inputs.prefix(exercise.inputs.count) + ones, cache)
        },
        mayBeRight: true
      ),
      mistake("one number throughout") { $0.map { [first = $0.scalars.first ?? 0] _ in first } },
      mistake("one number for each row") { drawn in
        guard drawn.rank > 0, let last = drawn.shape.last, last > 0 else { return drawn }
        let scalars = drawn.scalars.indices.map { drawn.scalars[$0 / last * last] }
        return try Tensor(shape: drawn.shape, scalars)
      },
      mistake("numbers two places apart are correlated") { try $0.correlated(at: 2) },
      mistake("numbers are correlated at a distance of 17") { try $0.correlated(at: 17) },
    ]
  }

  /// Mistakes for large sizes and many elements only.
  private func narrow(_ exercise: Exercise, _ first: Trial) -> [AutomaticMistake] {
    var mistakes: [AutomaticMistake] = []
    let right = right(exercise)
    for (position, input) in exercise.inputs.enumerated() {
      for (axis, name) in input.axes.enumerated() {
        guard let declared = exercise.axes.first(where: { $0.name == name }),
          declared.terms.isEmpty
        else { continue }
        let limit = declared.role == .batch ? max(5, declared.size + 1) : declared.size + 1
        mistakes.append(
          AutomaticMistake(
            name: "wrong where \(name) in the shape of \(input.name) is above \(limit)",
            implementation: right.wrong(in: exercise) { inputs in
              let shape = inputs[position].shape
              return axis < shape.count && shape[axis] > limit
            }
          )
        )
      }
      if ["[Tensor]", "[Int]"].contains(first.arguments.values[position].kindName) {
        mistakes.append(
          AutomaticMistake(
            name: "wrong where the list \(input.name) has more than four elements",
            implementation: right.wrong(in: exercise) { inputs in
              switch inputs[position] {
              case .tensors(let list): list.count > 4
              case .integers(let list): list.count > 4
              default: false
              }
            }
          )
        )
      }
      if input.isCounted {
        mistakes.append(
          AutomaticMistake(
            name: "wrong where \(input.name) is above 20",
            implementation: right.wrong(in: exercise) { $0[position].scalars.contains { $0 > 20 } }
          )
        )
      }
      if case .normal? = input.distribution, !mistakes.contains(where: { $0.name.hasSuffix("±15") })
      {
        mistakes.append(
          AutomaticMistake(
            name: "wrong where an entry of \(input.name) is beyond ±15",
            implementation: right.wrong(in: exercise) { inputs in
              inputs[position].scalars.contains { $0.magnitude > 15 }
            }
          )
        )
      }
    }
    return mistakes
  }
}

extension ProbedExercise {
  /// Whether some right gradient changes with the arguments.
  fileprivate var hasGradientsOfArguments: Bool {
    exchangedGradients.contains { name, outcome in
      guard let exchanged = outcome.value,
        let first = reference[.gradient(name)].first?.outcome.value
      else { return false }
      return Agreement(exchanged, first) != .agrees
    }
  }
}

extension Implementation {
  /// The same functions, with finite differences of the first one for a gradient.
  ///
  /// - Parameters:
  ///   - exercise: The exercise.
  ///   - step: The step of the differences, which Richardson's rule makes better.
  /// - Returns: The implementation.
  package func measuringGradient(in exercise: Exercise, step: Double = 1e-3) -> Implementation {
    let call = call
    return replacing { _, upstream, arguments, _ in
      try exercise.inputs.enumerated().filter(\.element.isDifferentiated).map { position, input in
        let argument = arguments[position]
        func loss(_ entry: Int, _ change: Double) throws -> Double {
          var scalars = argument.scalars
          scalars[entry] += change
          var changed = arguments
          changed[position] = argument.replacingScalars(scalars)
          var random = RandomSource(seed: 0)
          let answer = try call(changed, &random)
          guard let all = exercise.output(among: answer.values).value else { return .nan }
          let output = exercise.differentiatedPart(of: all).scalars
          return zip(output, upstream.scalars).reduce(0) { $0 + $1.0 * $1.1 }
        }
        func slope(_ entry: Int, _ step: Double) throws -> Double {
          try (loss(entry, step) - loss(entry, -step)) / (2 * step)
        }
        let slopes = try argument.scalars.indices.map { entry in
          try (4 * slope(entry, step / 2) - slope(entry, step)) / 3
        }
        return (input.name, argument.replacingScalars(slopes))
      }
    }
  }

  /// The same functions, with results that are computed anew only when a shape changes.
  fileprivate func keepingResults(_ exercise: Exercise) -> Implementation {
    let kept = Kept()
    return changingCalls { call, inputs, random in
      var answer = try call(inputs, &random)
      let results = exercise.isDrawn(answer)
      let values = kept.value(for: inputs, answer.values)
      for position in values.indices where !results[position] {
        answer.values[position] = values[position]
      }
      return answer
    }
  }

  /// The same functions, with numbers that are drawn anew only when a shape changes.
  fileprivate var keepingDraws: Implementation {
    let kept = Kept()
    let names = draws
    return changingCalls { call, inputs, random in
      let answer = try call(inputs, &random)
      guard inputs.count <= self.argumentTypes?.count ?? 0 else { return answer }
      let drawn = answer.values.filter { names.contains($0.label ?? "") }
      return try call(inputs + kept.value(for: inputs, drawn).map(\.value), &random)
    }
  }

  /// The same functions, with a backward that keeps the arguments until a shape changes.
  fileprivate var keepingArguments: Implementation {
    let kept = Kept()
    let call = call
    return replacing { [isCached] backward, upstream, inputs, _ in
      let old = kept.value(for: inputs, inputs.map { (nil, $0) }).map(\.value)
      var random = RandomSource(seed: 0)
      return try backward(upstream, old, isCached ? call(old, &random).cache : nil)
    }
  }

  /// A forward that returns the first argument with a gradient, and a backward that returns the upstream gradient
  /// for it and zeros for the others.
  fileprivate func identity(_ exercise: Exercise) -> Implementation {
    let inputs = exercise.inputs
    guard let first = inputs.firstIndex(where: \.isDifferentiated) else { return self }
    let forward = changingCalls { call, arguments, random in
      var answer = try call(arguments, &random)
      for (position, isDrawn) in exercise.isDrawn(answer).enumerated() where !isDrawn {
        answer.values[position].value = arguments[first]
      }
      return answer
    }
    return forward.replacing { _, upstream, arguments, _ in
      inputs.indices.filter { inputs[$0].isDifferentiated }.map { position in
        let value = arguments[position]
        let isFirst = position == first && upstream.shape == value.shape
        let zeros = value.replacingScalars(value.scalars.map { _ in 0 })
        return (inputs[position].name, isFirst ? upstream : zeros)
      }
    }
  }

  /// Functions with results that are one number throughout, and gradients of 0.
  fileprivate func constant(_ number: Double, _ exercise: Exercise) -> Implementation {
    let forward = changingCalls { call, inputs, random in
      var answer = try call(inputs, &random)
      for (position, isDrawn) in exercise.isDrawn(answer).enumerated() where !isDrawn {
        answer.values[position].value = answer.values[position].value.filled(with: number)
      }
      return answer
    }
    return forward.replacing { backward, upstream, inputs, cache in
      try backward(upstream, inputs, cache).map { ($0.label, $0.value.filled(with: 0)) }
    }
  }

  /// The same functions, with results that are wrong where a condition holds.
  fileprivate func wrong(
    in exercise: Exercise,
    where isWrong: @escaping @Sendable ([Value]) -> Bool
  ) -> Implementation {
    changingCalls { call, inputs, random in
      var answer = try call(inputs, &random)
      guard isWrong(inputs) else { return answer }
      for (position, isDrawn) in exercise.isDrawn(answer).enumerated() where !isDrawn {
        let value = answer.values[position].value
        answer.values[position].value = value.replacingScalars(
          // A flag becomes the other one.
          value.kindName == "Bool" ? value.scalars.map { 1 - $0 } : value.scalars.map { 2 * $0 + 1 }
        )
      }
      return answer
    }
  }
}

extension Exercise {
  /// Whether each result of a call was drawn.
  fileprivate func isDrawn(_ answer: Implementation.Answer) -> [Bool] {
    answer.values.map { result in draws.contains { $0.name == result.label } }
  }
}

/// Values that are kept until the shapes of the arguments change.
private final class Kept: Sendable {
  private let kept = Mutex<(shapes: [[Int]], values: Implementation.Labelled)?>(nil)

  /// The kept values, or, for other shapes, the right ones.
  func value(for inputs: [Value], _ right: Implementation.Labelled) -> Implementation.Labelled {
    kept.withLock { kept in
      let shapes = inputs.map(\.shape)
      if let kept, kept.shapes == shapes { return kept.values }
      kept = (shapes, right)
      return right
    }
  }
}

extension Value {
  /// A value of the same shape with one number throughout.
  fileprivate func filled(with number: Double) -> Value {
    replacingScalars(scalars.map { _ in number })
  }
}

extension Tensor {
  /// The same numbers in another order, in which numbers at a distance are correlated.
  fileprivate func correlated(at distance: Int) throws -> Tensor {
    var random = RandomSource(seed: 1)
    var process = scalars.map { _ in random.normal() }
    for position in process.indices.dropFirst(distance) {
      process[position] = 0.6 * process[position - distance] + 0.8 * process[position]
    }
    let order = process.indices.sorted { process[$0] < process[$1] }
    var result = scalars
    for (position, number) in zip(order, scalars.sorted()) { result[position] = number }
    return try Tensor(shape: shape, result)
  }

  /// The tensor with numbers beyond three standard deviations brought nearer.
  fileprivate var cutAtThreeDeviations: Tensor {
    let mean = sum() / Double(count)
    let deviation = ((self - mean).squared().sum() / Double(count)).squareRoot()
    return map { ($0 - mean).magnitude > 3 * deviation ? mean + ($0 - mean) / 2 : $0 }
  }
}
