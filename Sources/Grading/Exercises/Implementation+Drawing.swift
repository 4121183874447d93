import Tensors

// Implementations with a forward that draws random numbers, and a backward that is given them. Swift has no parameter
// pack followed by another parameter, so there is one initialiser for each number of arguments.
extension Implementation {
  /// Creates an implementation from a forward function of one argument that also draws, and a backward function.
  ///
  /// - Parameters:
  ///   - forward: The output and what was drawn, a tuple with labels; its last parameter is the source of the numbers.
  ///   - backward: The gradients, given that with respect to the output; its last parameters are what was drawn.
  public init<Input: ExerciseValue, each Argument: ExerciseValue, Outputs, Gradient>(
    drawing forward: @escaping @Sendable (Input, inout RandomSource) throws -> Outputs,
    backward: @escaping @Sendable (Tensor, repeat each Argument) throws -> Gradient
  ) {
    self.init(
      argumentTypes: typeNames(Input.self),
      call: { inputs, random in
        var reader = ArgumentReader(inputs)
        return Answer(values: try labelled(try forward(try reader.next(Input.self), &random)))
      },
      backward: { upstream, values, _ in try gradients(upstream, values, backward) }
    )
    backwardTypes = typeNames(Tensor.self, repeat (each Argument).self)
  }

  /// Creates an implementation from a forward function of two arguments that also draws, and a backward function.
  ///
  /// - Parameters:
  ///   - forward: The output and what was drawn, a tuple with labels; its last parameter is the source of the numbers.
  ///   - backward: The gradients, given that with respect to the output; its last parameters are what was drawn.
  public init<
    First: ExerciseValue,
    Second: ExerciseValue,
    each Argument: ExerciseValue,
    Outputs,
    Gradient
  >(
    drawing forward: @escaping @Sendable (First, Second, inout RandomSource) throws -> Outputs,
    backward: @escaping @Sendable (Tensor, repeat each Argument) throws -> Gradient
  ) {
    self.init(
      argumentTypes: typeNames(First.self, Second.self),
      call: { inputs, random in
        var reader = ArgumentReader(inputs)
        let (first, second) = (try reader.next(First.self), try reader.next(Second.self))
        return Answer(values: try labelled(try forward(first, second, &random)))
      },
      backward: { upstream, values, _ in try gradients(upstream, values, backward) }
    )
    backwardTypes = typeNames(Tensor.self, repeat (each Argument).self)
  }

  /// Creates an implementation from a forward function of three arguments that also draws, and a backward function.
  ///
  /// - Parameters:
  ///   - forward: The output and what was drawn, a tuple with labels; its last parameter is the source of the numbers.
  ///   - backward: The gradients, given that with respect to the output; its last parameters are what was drawn.
  public init<
    First: ExerciseValue,
    Second: ExerciseValue,
    Third: ExerciseValue,
    each Argument: ExerciseValue,
    Outputs,
    Gradient
  >(
    drawing forward:
      @escaping @Sendable (First, Second, Third, inout RandomSource) throws ->
      Outputs,
    backward: @escaping @Sendable (Tensor, repeat each Argument) throws -> Gradient
  ) {
    self.init(
      argumentTypes: typeNames(First.self, Second.self, Third.self),
      call: { inputs, random in
        var reader = ArgumentReader(inputs)
        let (first, second) = (try reader.next(First.self), try reader.next(Second.self))
        let third = try reader.next(Third.self)
        return Answer(values: try labelled(try forward(first, second, third, &random)))
      },
      backward: { upstream, values, _ in try gradients(upstream, values, backward) }
    )
    backwardTypes = typeNames(Tensor.self, repeat (each Argument).self)
  }

  /// The same random numbers, with functions that are given them: a reference for a forward that draws.
  ///
  ///     solution.given(
  ///       "mask",
  ///       forward: { (x: Tensor, rate: Double, mask: Tensor) in try x * mask },
  ///       backward: { (g: Tensor, x: Tensor, rate: Double, mask: Tensor) in try g * mask }
  ///     )
  ///
  /// - Parameters:
  ///   - draws: The names of what this implementation draws.
  ///   - forward: The output, or a tuple of the outputs, for the arguments and what was drawn.
  ///   - backward: The gradients, given that with respect to the output.
  /// - Returns: An implementation that draws as this one does, unless it is given what was drawn.
  public func given<each Argument: ExerciseValue, Outputs, Gradient>(
    _ draws: String...,
    forward: @escaping @Sendable (repeat each Argument) throws -> Outputs,
    backward: @escaping @Sendable (Tensor, repeat each Argument) throws -> Gradient
  ) -> Implementation {
    let count = argumentTypes?.count ?? 0
    var copy = self
    copy.draws = draws
    copy.call = { [call] values, random in
      var all = values
      if values.count <= count {
        let results = try call(values, &random).values
        for name in draws {
          guard let drawn = results.first(where: { $0.label == name })?.value else {
            throw HarnessError.noSuchResult(name, returned: results.compactMap(\.label))
          }
          all.append(drawn)
        }
      }
      var reader = ArgumentReader(all)
      let outputs = try labelled(try forward(repeat try reader.next((each Argument).self)))
      let drawn = zip(draws, all.dropFirst(count)).map { (label: Optional($0), value: $1) }
      return Answer(values: outputs + drawn)
    }
    copy.backward = { upstream, values, _ in try gradients(upstream, values, backward) }
    return copy
  }

  /// The same functions with other random numbers; only for an implementation that was made with
  /// ``given(_:forward:backward:)``.
  ///
  ///     reference.changingDraws { mask in 1 - mask }
  ///
  /// The outputs follow from the changed numbers.
  ///
  /// - Parameter change: The wrong numbers, given the right ones.
  /// - Returns: An implementation that draws the changed numbers.
  public func changingDraws(_ change: @escaping @Sendable (Tensor) throws -> Tensor)
    -> Implementation
  {
    let count = argumentTypes?.count ?? 0
    return changingCalls { [draws] call, values, random in
      let answer = try call(values, &random)
      guard values.count <= count else { return answer }
      let drawn = answer.values.filter { draws.contains($0.label ?? "") }.map(\.value.tensor)
      guard !drawn.isEmpty else {
        throw HarnessError.noSuchResult(
          "what is drawn",
          returned: answer.values.compactMap(\.label)
        )
      }
      return try call(values + drawn.map { .tensor(try change($0)) }, &random)
    }
  }

  /// The same functions, with a forward that always draws: it is never given what was drawn.
  package func drawingItself(_ exercise: Exercise) -> Implementation {
    guard !exercise.draws.isEmpty else { return self }
    let count = exercise.inputs.count
    return changingCalls { call, values, random in try call(Array(values.prefix(count)), &random) }
  }
}

/// The gradients of a backward function that is given the arguments and what was drawn.
private func gradients<each Argument: ExerciseValue, Gradient>(
  _ upstream: Value,
  _ values: [Value],
  _ backward: (Tensor, repeat each Argument) throws -> Gradient
) throws -> Implementation.Labelled {
  var reader = ArgumentReader([upstream] + values)
  let first = try reader.next(Tensor.self)
  return try labelled(try backward(first, repeat try reader.next((each Argument).self)))
}
