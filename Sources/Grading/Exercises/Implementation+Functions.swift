import Tensors

// Implementations made from typed functions.
extension Implementation {
  /// Creates an implementation from a forward function and a backward function with the same arguments.
  ///
  /// - Parameters:
  ///   - forward: The output for some arguments.
  ///   - backward: The gradient with respect to each differentiated argument, given the gradient with
  ///     respect to the output. Several gradients are a tuple with the arguments' labels.
  public init<each Input: ExerciseValue, Output: ExerciseValue, Gradient>(
    forward: @escaping @Sendable (repeat each Input) throws -> Output,
    backward: @escaping @Sendable (Output, repeat each Input) throws -> Gradient
  ) {
    self.init(
      argumentTypes: typeNames(repeat (each Input).self),
      call: { inputs, _ in
        var reader = ArgumentReader(inputs)
        let output = try forward(repeat try reader.next((each Input).self))
        return Answer(values: [(nil, output.exerciseValue)])
      },
      backward: { upstream, inputs, _ in
        var reader = ArgumentReader([upstream] + inputs)
        let first = try reader.next(Output.self)
        return try labelled(try backward(first, repeat try reader.next((each Input).self)))
      }
    )
  }

  /// Creates an implementation from a forward function that returns a cache and a backward one that takes it.
  ///
  /// - Parameters:
  ///   - forward: The output for some arguments, and the cache.
  ///   - backward: The gradient with respect to each differentiated argument, given the gradient with
  ///     respect to the output and the cache.
  public init<each Input: ExerciseValue, Output: ExerciseValue, Cache, Gradient>(
    forward: @escaping @Sendable (repeat each Input) throws -> (Output, Cache),
    backward: @escaping @Sendable (Output, Cache) throws -> Gradient
  ) {
    self.init(
      argumentTypes: typeNames(repeat (each Input).self),
      call: { inputs, _ in
        var reader = ArgumentReader(inputs)
        let (output, cache) = try forward(repeat try reader.next((each Input).self))
        return Answer(values: [(nil, output.exerciseValue)], cache: cache)
      },
      backward: { upstream, _, cache in
        var reader = ArgumentReader([upstream])
        guard let cache = cache as? Cache else {
          throw HarnessError.foreignCache(expected: "\(Cache.self)")
        }
        return try labelled(try backward(try reader.next(Output.self), cache))
      },
      isCached: true
    )
  }

  /// Creates an implementation from one function, or one step of an iteration.
  ///
  /// - Parameter function: The function; several results are a labelled tuple.
  public init<each Input: ExerciseValue, Output>(
    function: @escaping @Sendable (repeat each Input) throws -> Output
  ) {
    self.init(
      argumentTypes: typeNames(repeat (each Input).self),
      call: { inputs, _ in
        var reader = ArgumentReader(inputs)
        return Answer(values: try labelled(try function(repeat try reader.next((each Input).self))))
      }
    )
  }

  /// Creates an implementation from a schedule: a function of the epoch and some settings.
  ///
  /// The exercise's first input is the number of epochs. The function is called for epochs 0, 1, 2, …, and the
  /// result is the whole schedule. A second round of calls goes from the last epoch to the first, which detects
  /// a rate that depends on earlier calls.
  ///
  /// - Parameter schedule: The function, whose first parameter is the epoch.
  public init<each Setting: ExerciseValue>(
    schedule: @escaping @Sendable (_ epoch: Int, repeat each Setting) throws -> Double
  ) {
    @Sendable func rates(_ inputs: [Value], _ order: (Int) -> [Int]) throws -> Answer {
      var reader = ArgumentReader(inputs)
      let epochs = try reader.next(Int.self)
      let settings = (repeat try reader.next((each Setting).self))
      var rates = [Double](repeating: 0, count: epochs)
      for epoch in order(epochs) { rates[epoch] = try schedule(epoch, repeat each settings) }
      return Answer(values: [(nil, rates.exerciseValue)])
    }
    self.init(
      argumentTypes: typeNames(Int.self, repeat (each Setting).self),
      call: { inputs, _ in try rates(inputs) { Array(0..<$0) } }
    )
    otherCall = { inputs, _ in try rates(inputs) { (0..<$0).reversed() } }
  }

  // Swift has no parameter pack followed by another parameter, so there is one initialiser for one argument
  // and one for two.

  /// Creates an implementation from a function of one argument that draws random numbers.
  ///
  /// - Parameter drawing: The function; its last parameter is the source of the numbers.
  public init<Input: ExerciseValue, Output>(
    drawing: @escaping @Sendable (Input, inout RandomSource) throws -> Output
  ) {
    self.init(
      argumentTypes: typeNames(Input.self),
      call: { inputs, random in
        var reader = ArgumentReader(inputs)
        return Answer(values: try labelled(try drawing(try reader.next(Input.self), &random)))
      }
    )
  }

  /// Creates an implementation from a function of two arguments that draws random numbers.
  ///
  /// - Parameter drawing: The function; its last parameter is the source of the numbers.
  public init<First: ExerciseValue, Second: ExerciseValue, Output>(
    drawing: @escaping @Sendable (First, Second, inout RandomSource) throws -> Output
  ) {
    self.init(
      argumentTypes: typeNames(First.self, Second.self),
      call: { inputs, random in
        var reader = ArgumentReader(inputs)
        let first = try reader.next(First.self)
        let second = try reader.next(Second.self)
        return Answer(values: try labelled(try drawing(first, second, &random)))
      }
    )
  }

  /// The same forward function with another backward function.
  ///
  /// - Parameter backward: A backward function with the arguments of the original one.
  /// - Returns: An implementation that shares `forward` with this one.
  public func replacingBackward<each Argument, Output: ExerciseValue, Gradient>(
    _ backward: @escaping @Sendable (Output, repeat each Argument) throws -> Gradient
  ) -> Implementation {
    var copy = self
    copy.backward = { [isCached] upstream, inputs, cache in
      var reader = ArgumentReader([upstream] + inputs)
      let first = try reader.next(Output.self)
      return try labelled(
        try backward(
          first,
          repeat try reader.argument((each Argument).self, cache: isCached ? cache : nil)
        )
      )
    }
    return copy
  }
}

/// The names of types, as a student writes them.
func typeNames<each Argument>(_ types: repeat (each Argument).Type) -> [String] {
  var names: [String] = []
  for type in repeat each types {
    names.append("\(type)".replacing("Array<", with: "[").replacing(">", with: "]"))
  }
  return names
}

/// A reader of values in the types that a function takes.
struct ArgumentReader {
  private var values: [Value]

  init(_ values: [Value]) { self.values = values.reversed() }

  mutating func next<Wanted: ExerciseValue>(_ type: Wanted.Type) throws -> Wanted {
    guard let value = values.popLast() else { throw HarnessError.tooFewInputs(wanted: "\(type)") }
    guard let argument = Wanted(value) else {
      throw HarnessError.wrongInputKind(wanted: "\(type)", value: value)
    }
    return argument
  }

  mutating func argument<Wanted>(_ type: Wanted.Type, cache: Any?) throws -> Wanted {
    if let cache {
      guard let cache = cache as? Wanted else {
        throw HarnessError.foreignCache(expected: "\(type)")
      }
      return cache
    }
    guard let valueType = type as? any ExerciseValue.Type,
      let argument = try next(valueType) as? Wanted
    else { throw HarnessError.wrongInputKind(wanted: "\(type)", value: .flag(false)) }
    return argument
  }
}

/// The values in a function's result: one, or the elements of a tuple.
func labelled(_ result: Any) throws -> Implementation.Labelled {
  if let value = result as? any ExerciseValue { return [(nil, value.exerciseValue)] }
  return try Mirror(reflecting: result).children.map { child in
    guard let value = child.value as? any ExerciseValue else {
      throw HarnessError.unknownResult("\(type(of: child.value))")
    }
    let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 }
    return (label, value.exerciseValue)
  }
}
