import Tensors

/// The recorded answers of one implementation.
struct RecordedAnswers: Codable, Sendable {
  var argumentTypes: [String]?
  var isCached: Bool
  var hasBackward: Bool
  var calls: [Call] = []
  var backwardCalls: [Call] = []

  /// One call and its answer; values are places in ``Recording/values``.
  struct Call: Codable, Equatable {
    /// The gradient with respect to the output, for a backward call.
    var upstream: Int?
    var arguments: [Int]
    /// The positions of the random source before and after, for a function that drew from it.
    var random: [UInt64]?
    var randomAfter: [UInt64]?
    var labels: [String?] = []
    var results: [Int] = []
    var failure: String?
  }

  /// The cache of a replayed forward call: the key for looking up its backward call.
  private struct Key: Sendable {
    var arguments: [Value]
    var random: [UInt64]?
  }

  /// The functions that look the answers up.
  func implementation(_ values: [Value]) -> Implementation {
    let backward: Implementation.Backward = { try self.backward(values, $0, $1, $2) }
    return Implementation(
      argumentTypes: argumentTypes,
      call: { arguments, random in try call(values, arguments, &random) },
      backward: hasBackward ? backward : nil,
      isCached: isCached
    )
  }

  private func call(_ values: [Value], _ arguments: [Value], _ random: inout RandomSource) throws
    -> Implementation.Answer
  {
    let key = Key(arguments: arguments, random: random.position)
    let answer = try find(calls, values, nil, key)
    if let after = answer.randomAfter.flatMap(RandomSource.init(position:)) { random = after }
    return Implementation.Answer(
      values: try RecordedAnswers.results(of: answer, values),
      cache: isCached ? key : nil
    )
  }

  private func backward(_ values: [Value], _ upstream: Value, _ arguments: [Value], _ cache: Any?)
    throws -> Implementation.Labelled
  {
    let key = isCached ? cache as? Key : Key(arguments: arguments, random: nil)
    guard let key else { throw HarnessError.foreignCache(expected: "\(Key.self)") }
    return try RecordedAnswers.results(of: try find(backwardCalls, values, upstream, key), values)
  }

  private func find(_ calls: [Call], _ values: [Value], _ upstream: Value?, _ key: Key) throws
    -> Call
  {
    let asked = [upstream].compactMap { $0 } + key.arguments
    func first(where isSame: (Value, Value) -> Bool) -> Call? {
      calls.first { call in
        let recorded = [call.upstream].compactMap { $0 } + call.arguments
        return (call.random == nil || call.random == key.random) && asked.count == recorded.count
          && zip(asked, recorded).allSatisfy { isSame($0, values[$1]) }
      }
    }
    // The second search allows for rounding: another computer may have another exp.
    guard
      let call = first(where: { $0.isIdentical(to: $1) })
        ?? first(where: { $0.mayAgree(with: $1) && Agreement($0, $1) == .agrees })
    else { throw NotRecorded() }
    return call
  }

  private static func results(of call: Call, _ values: [Value]) throws -> Implementation.Labelled {
    if let failure = call.failure {
      throw failure == "\(NotStarted())" ? NotStarted() : RecordedFailure(description: failure)
    }
    return zip(call.labels, call.results).map { (label: $0, value: values[$1]) }
  }
}

extension Value {
  /// Whether a look at a few numbers leaves it open that a value agrees with a recorded one.
  ///
  /// Most calls differ in their first numbers, and comparing large samples to their end takes long.
  fileprivate func mayAgree(with recorded: Value) -> Bool {
    guard shape == recorded.shape else { return false }
    return zip(scalars, recorded.scalars).lazy.filter { !$1.isUnrecorded }.prefix(16)
      .allSatisfy { mine, right in
        mine.isUnrecorded || mine == right || !right.isFinite
          || (mine - right).magnitude <= 1e-3 * max(1, right.magnitude)
      }
  }
}

/// The error that an implementation threw when it was recorded.
private struct RecordedFailure: Error, CustomStringConvertible {
  var description: String
}
