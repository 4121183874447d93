import Tensors

/// The functions of an exercise, without their static types: the student's, the reference's or a known mistake's.
public struct Implementation: Sendable {
  /// Returned values with their labels; nil for no label.
  package typealias Labelled = [(label: String?, value: Value)]

  /// The results of a call, and the cache for its backward call.
  package struct Answer {
    package var values: Labelled
    package var cache: Any?
  }

  package typealias Backward =
    @Sendable (_ upstream: Value, _ inputs: [Value], _ cache: Any?) throws -> Labelled

  package typealias Call =
    @Sendable (_ inputs: [Value], _ random: inout RandomSource) throws -> Answer

  package var call: Call
  package var backward: Backward?

  /// Another way to make the same call, which must give the same results.
  package var otherCall: Call?

  /// The functions of the members of a type, by their names; none for every other implementation.
  package var members: [(name: String, implementation: Implementation)] = []

  /// A check of other implementations; nil for every other implementation.
  package var check: (@Sendable (any TestedFunctions) throws -> Bool)?

  /// The names of what `call` draws, unless it is given it as further arguments; empty if it takes no draws.
  package var draws: [String] = []

  /// The declared types of the arguments of `backward`; nil when they follow from those of `call`.
  package var backwardTypes: [String]?

  /// Whether `backward` needs the cache that `call` returned.
  package let isCached: Bool

  /// The exercises from whose functions a milestone is assembled.
  package var pieces: [ExerciseID] = []

  /// The declared types of the arguments; nil when they are not known.
  package let argumentTypes: [String]?

  package init(
    argumentTypes: [String]? = nil,
    call: @escaping Call,
    backward: Backward? = nil,
    isCached: Bool = false
  ) {
    self.argumentTypes = argumentTypes
    self.call = call
    self.backward = backward
    self.isCached = isCached
  }

  /// The implementation for a second call, which must give the same results as the first.
  package var calledAgain: Implementation {
    var copy = self
    copy.call = otherCall ?? call
    return copy
  }
}
