import Tensors

// Implementations with several named outputs. Swift cannot make a tuple from a list, so there is an initialiser for
// each number of upstream gradients.
extension Implementation {
  /// Creates an implementation from a forward function with several named outputs, one of which has an upstream
  /// gradient: the others are states.
  ///
  /// - Parameters:
  ///   - forward: The outputs, a tuple with labels.
  ///   - backward: The gradients, given that with respect to the output.
  public init<each Input: ExerciseValue, Outputs, Gradient>(
    outputs forward: @escaping @Sendable (repeat each Input) throws -> Outputs,
    backward: @escaping @Sendable (Tensor, repeat each Input) throws -> Gradient
  ) {
    self.init(outputs: forward) { upstream, reader in
      try backward(try only(upstream, 1)[0], repeat try reader.next((each Input).self))
    }
  }

  /// Creates an implementation from a forward function with several named outputs, two of which have upstream
  /// gradients.
  ///
  /// - Parameters:
  ///   - forward: The outputs, a tuple with labels.
  ///   - backward: The gradients, given those with respect to the outputs, a tuple with the same labels.
  public init<each Input: ExerciseValue, Outputs, Gradient>(
    outputs forward: @escaping @Sendable (repeat each Input) throws -> Outputs,
    backward: @escaping @Sendable ((Tensor, Tensor), repeat each Input) throws -> Gradient
  ) {
    self.init(outputs: forward) { upstream, reader in
      let parts = try only(upstream, 2)
      return try backward((parts[0], parts[1]), repeat try reader.next((each Input).self))
    }
  }

  /// Creates an implementation from a forward function with several named outputs, three of which have upstream
  /// gradients.
  ///
  /// - Parameters:
  ///   - forward: The outputs, a tuple with labels.
  ///   - backward: The gradients, given those with respect to the outputs, a tuple with the same labels.
  public init<each Input: ExerciseValue, Outputs, Gradient>(
    outputs forward: @escaping @Sendable (repeat each Input) throws -> Outputs,
    backward: @escaping @Sendable ((Tensor, Tensor, Tensor), repeat each Input) throws -> Gradient
  ) {
    self.init(outputs: forward) { upstream, reader in
      let parts = try only(upstream, 3)
      return try backward((parts[0], parts[1], parts[2]), repeat try reader.next((each Input).self))
    }
  }

  private init<each Input: ExerciseValue, Outputs>(
    outputs forward: @escaping @Sendable (repeat each Input) throws -> Outputs,
    _ backward: @escaping @Sendable (Value, inout ArgumentReader) throws -> Any
  ) {
    self.init(
      argumentTypes: typeNames(repeat (each Input).self),
      call: { inputs, _ in
        var reader = ArgumentReader(inputs)
        return Answer(values: try labelled(try forward(repeat try reader.next((each Input).self))))
      },
      backward: { upstream, inputs, _ in
        var reader = ArgumentReader(inputs)
        return try labelled(try backward(upstream, &reader))
      },
      isCached: false
    )
  }

  // MARK: - With a cache

  /// Creates an implementation from a forward function that returns several named outputs, one of which has an
  /// upstream gradient, and a cache.
  ///
  /// - Parameters:
  ///   - forward: The outputs, a tuple with labels, and the cache.
  ///   - backward: The gradients, given that with respect to the output and the cache.
  public init<each Input: ExerciseValue, Outputs, Cache, Gradient>(
    outputsAndCache forward: @escaping @Sendable (repeat each Input) throws -> (Outputs, Cache),
    backward: @escaping @Sendable (Tensor, Cache) throws -> Gradient
  ) {
    self.init(outputsAndCache: forward) { try backward(try only($0, 1)[0], $1) }
  }

  /// Creates an implementation from a forward function that returns several named outputs, two of which have upstream
  /// gradients, and a cache.
  ///
  /// - Parameters:
  ///   - forward: The outputs, a tuple with labels, and the cache.
  ///   - backward: The gradients, given those with respect to the outputs, a tuple with the same labels, and the
  ///     cache.
  public init<each Input: ExerciseValue, Outputs, Cache, Gradient>(
    outputsAndCache forward: @escaping @Sendable (repeat each Input) throws -> (Outputs, Cache),
    backward: @escaping @Sendable ((Tensor, Tensor), Cache) throws -> Gradient
  ) {
    self.init(outputsAndCache: forward) { upstream, cache in
      let parts = try only(upstream, 2)
      return try backward((parts[0], parts[1]), cache)
    }
  }

  private init<each Input: ExerciseValue, Outputs, Cache>(
    outputsAndCache forward: @escaping @Sendable (repeat each Input) throws -> (Outputs, Cache),
    _ backward: @escaping @Sendable (Value, Cache) throws -> Any
  ) {
    self.init(
      argumentTypes: typeNames(repeat (each Input).self),
      call: { inputs, _ in
        var reader = ArgumentReader(inputs)
        let (outputs, cache) = try forward(repeat try reader.next((each Input).self))
        return Answer(values: try labelled(outputs), cache: cache)
      },
      backward: { upstream, _, cache in
        guard let cache = cache as? Cache else {
          throw HarnessError.foreignCache(expected: "\(Cache.self)")
        }
        return try labelled(try backward(upstream, cache))
      },
      isCached: true
    )
  }
}

/// The upstream gradients of a number of outputs.
private func only(_ upstream: Value, _ count: Int) throws -> [Tensor] {
  switch upstream {
  case .tensor(let tensor) where count == 1: return [tensor]
  case .tensors(let tensors) where tensors.count == count: return tensors
  default:
    throw HarnessError.wrongInputKind(
      wanted: "\(count) upstream gradient\(count == 1 ? "" : "s")",
      value: upstream
    )
  }
}
