import Synchronization
import Tensors

/// The functions of other exercises from which a milestone is assembled.
///
/// A piece is the student's own implementation if the student's exercise passed, and otherwise the reference, which
/// stands in for it. So one wrong piece costs its own exercise alone.
///
///     student: Implementation(assembledFrom: ["Layers/Linear", "Losses/MeanSquaredError"]) { pieces in
///       let linear: (Tensor, Tensor, Tensor) throws -> Tensor = pieces.forward(of: "Layers/Linear")
///       return Implementation { (x: Tensor) in try Network.learn(x, linear: linear) }
///     }
public struct Pieces: Sendable {
  /// The implementations, each with its exercise, which tells the order of arguments and outputs.
  private let pieces: [ExerciseID: (implementation: Implementation, exercise: Exercise)]

  /// The pieces of this process, which judges one exercise; nil before they are known.
  package static var current: Pieces? {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }

  // Not a task-local value: below one, the runtime cannot tell the line of an endless recursion.
  private static let stored = Mutex<Pieces?>(nil)

  package init(_ pieces: [ExerciseID: (implementation: Implementation, exercise: Exercise)]) {
    self.pieces = pieces
  }

  /// The forward function of an exercise, or its only function.
  ///
  /// The types follow from the context: those of the exercise's arguments and of its results. Several results come in
  /// the order of the exercise's outputs, or of the arguments whose names they have. A cache is left out. A function that draws random numbers draws the same ones in every call.
  ///
  /// - Parameter exercise: The exercise, as the names of its folder and file: `Layers/Linear`.
  /// - Returns: The function. It throws what the exercise's function throws, and an error of the grader when the
  ///   milestone does not declare this piece or the types are others.
  public func forward<each Argument: ExerciseValue, each Result: ExerciseValue>(
    of exercise: String
  ) -> @Sendable (repeat each Argument) throws -> (repeat each Result) {
    { (argument: repeat each Argument) in
      var random = RandomSource(seed: Pieces.seed)
      let (piece, exercise) = try self.piece(exercise)
      let answer = try piece.call(values(repeat each argument), &random)
      let names = exercise.outputs.map(\.name) + exercise.inputs.map(\.name)
      var reader = ArgumentReader(answer.values.ordered(by: names))
      return (repeat try reader.next((each Result).self))
    }
  }

  /// The backward function of an exercise, with the arguments of its forward function.
  ///
  /// The gradients come in the order of the arguments. If the exercise's own backward takes a cache, forward is called
  /// once more to make it.
  ///
  /// - Parameter exercise: The exercise, as the names of its folder and file: `Layers/Linear`.
  /// - Returns: A function from the upstream gradient and the arguments of forward to the gradients. It throws what
  ///   the exercise's functions throw, and an error of the grader when the milestone does not declare this piece or
  ///   the types are others.
  public func backward<
    Upstream: ExerciseValue,
    each Argument: ExerciseValue,
    each Gradient: ExerciseValue
  >(
    of exercise: String
  ) -> @Sendable (Upstream, repeat each Argument) throws -> (repeat each Gradient) {
    { (upstream: Upstream, argument: repeat each Argument) in
      let (piece, exercise) = try self.piece(exercise)
      let inputs = values(repeat each argument)
      var random = RandomSource(seed: Pieces.seed)
      let cache = piece.isCached ? try piece.call(inputs, &random).cache : nil
      let gradients = try piece.backward?(upstream.exerciseValue, inputs, cache) ?? []
      var reader = ArgumentReader(gradients.ordered(by: exercise.inputs.map(\.name)))
      return (repeat try reader.next((each Gradient).self))
    }
  }

  private static let seed: UInt64 = 1

  private func piece(_ exercise: String) throws -> (Implementation, Exercise) {
    guard let id = ExerciseID(path: exercise), let found = pieces[id] else {
      throw HarnessError.noSuchPiece(exercise)
    }
    return found
  }
}

extension Implementation {
  /// Creates an implementation from functions of other exercises: the student's own, or references that stand in.
  ///
  /// - Parameters:
  ///   - pieces: The exercises, as the names of folder and file: `Layers/Linear`. The hint file names them too.
  ///   - assemble: The implementation for some pieces. It is called for each call of the implementation.
  public init(
    assembledFrom pieces: [String],
    _ assemble: @escaping @Sendable (Pieces) -> Implementation
  ) {
    @Sendable func assembled() throws -> Implementation {
      guard let pieces = Pieces.current else { throw HarnessError.notAssembled }
      return assemble(pieces)
    }
    self.init { inputs, random in try assembled().call(inputs, &random) }
    self.pieces = pieces.compactMap { ExerciseID(path: $0) }
  }
}

private func values<each Argument: ExerciseValue>(_ argument: repeat each Argument) -> [Value] {
  var values: [Value] = []
  for one in repeat each argument { values.append(one.exerciseValue) }
  return values
}

extension Implementation.Labelled {
  /// The values in the order of some names: a function may return its labels in any order.
  fileprivate func ordered(by names: [String]) -> [Value] {
    let places = map { value in value.label.flatMap(names.firstIndex) }
    let isNamed = places.allSatisfy { $0 != nil }
    return (isNamed ? zip(self, places).sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }.map(\.0) : self)
      .map(\.value)
  }
}
