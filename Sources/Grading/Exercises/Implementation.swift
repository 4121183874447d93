import Tensors

/// The functions of one solution of an exercise, with their types set aside: the student's, the
/// reference's, a known mistake's.
public struct Implementation: Sendable {
  /// Values by the label under which they were returned; nil without labels.
  package typealias Labelled = [(label: String?, value: Value)]

  /// What a call needs to be followed by a backward call.
  package struct Answer {
    package var values: Labelled
    package var cache: Any?
  }

  package typealias Backward =
    @Sendable (_ upstream: Value, _ inputs: [Value], _ cache: Any?) throws -> Labelled

  package let call: @Sendable (_ inputs: [Value], _ random: inout RandomSource) throws -> Answer
  package let backward: Backward?

  /// The same call in another way, where there is one that must give the same results.
  package var otherCall:
    (@Sendable (_ inputs: [Value], _ random: inout RandomSource) throws -> Answer)?

  /// Whether `backward` needs the cache that `call` returned.
  package let isCached: Bool

  /// The types of the arguments, as they are declared; nil when they are not known.
  package let argumentTypes: [String]?

  package init(
    argumentTypes: [String]? = nil,
    call: @escaping @Sendable ([Value], inout RandomSource) throws -> Answer,
    backward: Backward?,
    isCached: Bool
  ) {
    self.argumentTypes = argumentTypes
    self.call = call
    self.backward = backward
    self.isCached = isCached
  }
}

// MARK: - From typed functions

extension Implementation {
  /// A forward function, and a backward function that takes the same arguments again.
  ///
  /// - Parameters:
  ///   - forward: The output for some arguments.
  ///   - backward: The gradient with respect to each differentiated argument, given the gradient with
  ///     respect to the output. Several gradients are a tuple, labelled like the arguments.
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
        return try labelled(
          try backward(first, repeat try reader.next((each Input).self))
        )
      },
      isCached: false
    )
  }

  /// A forward function that returns its output and a cache, and a backward function that takes the cache.
  ///
  /// - Parameters:
  ///   - forward: The output for some arguments, and whatever backward will need.
  ///   - backward: The gradient with respect to each differentiated argument, given the gradient with
  ///     respect to the output and what forward kept.
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

  /// One function, or one step of an iteration; several results are a labelled tuple.
  ///
  /// - Parameter function: The function.
  public init<each Input: ExerciseValue, Output>(
    function: @escaping @Sendable (repeat each Input) throws -> Output
  ) {
    self.init(
      argumentTypes: typeNames(repeat (each Input).self),
      call: { inputs, _ in
        var reader = ArgumentReader(inputs)
        return Answer(
          values: try labelled(try function(repeat try reader.next((each Input).self)))
        )
      },
      backward: nil,
      isCached: false
    )
  }

  /// A schedule: a function of the epoch and some settings.
  ///
  /// The exercise's first input is the number of epochs. The function is called for epochs 0, 1, 2, …,
  /// and the result is the whole schedule, so that a message shows it in a row. It is asked for a second time from
  /// its end, so that a rate that depends on the calls before is found.
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
      call: { inputs, _ in try rates(inputs) { Array(0..<$0) } },
      backward: nil,
      isCached: false
    )
    otherCall = { inputs, _ in try rates(inputs) { (0..<$0).reversed() } }
  }

  // The language has no pack of parameters followed by one more, so drawing functions are written out
  // for one and for two arguments.

  /// A function of one argument that draws random numbers.
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
      },
      backward: nil,
      isCached: false
    )
  }

  /// A function of two arguments that draws random numbers.
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
      },
      backward: nil,
      isCached: false
    )
  }

  /// For a second call, which must give the same results as the first.
  package var calledAgain: Implementation {
    Implementation(
      argumentTypes: argumentTypes,
      call: otherCall ?? call,
      backward: backward,
      isCached: isCached
    )
  }

  /// The same functions with another backward one.
  ///
  /// - Parameter backward: A backward function with the arguments of the original one.
  /// - Returns: An implementation that shares `forward` with this one.
  public func replacingBackward<each Argument, Output: ExerciseValue, Gradient>(
    _ backward: @escaping @Sendable (Output, repeat each Argument) throws -> Gradient
  ) -> Implementation {
    let isCached = isCached
    return Implementation(
      argumentTypes: argumentTypes,
      call: call,
      backward: { upstream, inputs, cache in
        var reader = ArgumentReader([upstream] + inputs)
        let first = try reader.next(Output.self)
        return try labelled(
          try backward(
            first,
            repeat try reader.argument((each Argument).self, cache: isCached ? cache : nil)
          )
        )
      },
      isCached: isCached
    )
  }
}

/// The names of some types, as a student would write them.
private func typeNames<each Argument>(_ types: repeat (each Argument).Type) -> [String] {
  var names: [String] = []
  for type in repeat each types {
    names.append("\(type)".replacing(/^Array<(.*)>$/) { "[\($0.1)]" })
  }
  return names
}

/// Hands out values one by one in the types a function wants.
private struct ArgumentReader {
  private var values: [Value]

  init(_ values: [Value]) { self.values = values.reversed() }

  mutating func next<Wanted: ExerciseValue>(_ type: Wanted.Type) throws -> Wanted {
    guard let value = values.popLast() else {
      throw HarnessError.tooFewInputs(wanted: "\(type)")
    }
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

/// The values in what a function returned: one, or a tuple of several.
private func labelled(_ result: Any) throws -> Implementation.Labelled {
  if let value = result as? any ExerciseValue { return [(nil, value.exerciseValue)] }
  return try Mirror(reflecting: result).children.map { child in
    guard let value = child.value as? any ExerciseValue else {
      throw HarnessError.unknownResult("\(type(of: child.value))")
    }
    let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 }
    return (label, value.exerciseValue)
  }
}

/// A grader that does not fit its exercise: a mistake of the instructor's, never of the student's.
public enum HarnessError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The function has more parameters than the exercise has inputs.
  case tooFewInputs(wanted: String)
  /// An input is not of the type that the function takes.
  case wrongInputKind(wanted: String, value: Value)
  /// A backward function was given the cache of another forward function.
  case foreignCache(expected: String)
  /// A function returned something that cannot be compared.
  case unknownResult(String)
  /// A known mistake changes a result that is not returned.
  case noSuchResult(String, returned: [String])
  /// The grader has no reference to compare with.
  case noReference(exercise: String)
  /// The grader is not certified, so that it can only grade.
  case noCertification(grader: String)
  /// The reference itself fails on a probe.
  case brokenReference(probe: String, error: String)
  /// The recorded answers are about another grader: its probes are others now.
  case otherRecording(exercise: String, probe: String?)
  /// The answers were recorded for another seed.
  case otherSeed(recorded: UInt64, asked: UInt64)
  /// The file with the recorded answers is not what was written.
  case damagedRecording(path: String)
  /// With recorded answers a student would be judged differently than with code.
  case unfaithfulRecording(exercise: String, student: String)

  /// What is wrong with the grader.
  public var description: String {
    switch self {
    case .tooFewInputs(let wanted):
      "The function takes one more argument, a \(wanted), than the exercise has inputs."
    case .wrongInputKind(let wanted, let value):
      "The function takes a \(wanted) where the exercise's input is \(value)."
    case .foreignCache(let expected):
      "The backward function expects a cache of type \(expected), but the forward function it is "
        + "paired with returned another type."
    case .unknownResult(let type):
      "The function returned a \(type), which is no ExerciseValue (Tensor, Double, Int, Bool, or a "
        + "list of them)."
    case .noSuchResult(let name, let returned):
      "A known mistake changes \(name), but what is returned is called "
        + "\(returned.joined(separator: ", "))."
    case .noReference(let exercise):
      "There is nothing to compare \(exercise) with: no certification beside its grader, and no "
        + "recorded answers in .gradschool/recorded/\(exercise).json. If they came with your package, "
        + "take that file from it again."
    case .noCertification(let grader):
      "There is no certification beside the grader \(grader)."
    case .brokenReference(let probe, let error):
      "The reference fails on the probe \"\(probe)\": \(error)"
    case .otherRecording(let exercise, let probe):
      "The recorded answers about \(exercise) do not fit its grader"
        + (probe.map { ", which asks something else on the probe \"\($0)\"" } ?? "")
        + ". One of the two has been changed since the package was handed out: take both, the grader in "
        + "Tests and .gradschool/recorded/\(exercise).json, from it again."
    case .otherSeed(let recorded, let asked):
      "This package has recorded answers for the probes of seed \(recorded) only, and GRADSCHOOL_SEED "
        + "asks for \(asked). Unset it."
    case .damagedRecording(let path):
      "\(path) is damaged. Take it from the package that you were given again."
    case .unfaithfulRecording(let exercise, let student):
      "The answers of \(exercise) cannot be recorded: with numbers for code, \"\(student)\" would be "
        + "judged differently."
    }
  }
}
