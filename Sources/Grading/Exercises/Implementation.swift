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

  package typealias Call =
    @Sendable (_ inputs: [Value], _ random: inout RandomSource) throws -> Answer

  package var call: Call
  package var backward: Backward?

  /// The same call in another way, where there is one that must give the same results.
  package var otherCall: Call?

  /// Whether `backward` needs the cache that `call` returned.
  package let isCached: Bool

  /// The types of the arguments, as they are declared; nil when they are not known.
  package let argumentTypes: [String]?

  package init(
    argumentTypes: [String]? = nil,
    call: @escaping Call,
    backward: Backward?,
    isCached: Bool
  ) {
    self.argumentTypes = argumentTypes
    self.call = call
    self.backward = backward
    self.isCached = isCached
  }

  /// For a second call, which must give the same results as the first.
  package var calledAgain: Implementation {
    var copy = self
    copy.call = otherCall ?? call
    return copy
  }
}
