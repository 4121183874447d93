// The result of a call must depend only on its arguments.
extension Examination {
  /// The answers of a second round of calls, from the last probe to the first, in the order of the probes.
  ///
  /// In another order other calls came before.
  func secondRound<Answer>(of count: Int, _ call: (_ probe: Int) throws -> Answer) rethrows
    -> [Answer]
  {
    try (0..<count).reversed().map(call).reversed()
  }

  /// The finding of two rounds of calls; nil when they give the same results.
  ///
  /// If two calls in a row agree where the rounds do not, something is kept from an earlier call.
  ///
  /// - Parameters:
  ///   - first: The answers of the first round, in the order of the probes.
  ///   - second: The answers of the second round, in the order of the probes.
  ///   - isSame: Whether two answers are the same.
  ///   - call: The same call again.
  /// - Returns: The finding.
  /// - Throws: ``HarnessError``.
  func findingOfRepetition<Answer>(
    _ first: [Answer],
    _ second: [Answer],
    by isSame: (Answer, Answer) -> Bool,
    _ call: (_ probe: Int) throws -> Answer
  ) throws -> Finding? {
    guard let changed = zip(first, second).enumerated().first(where: { !isSame($1.0, $1.1) })
    else { return nil }
    let place = trials[changed.offset].place
    return isSame(try call(changed.offset), try call(changed.offset))
      ? .keptFromEarlierCall(place: place) : .notRepeatable(place: trials[0].place)
  }
}

extension CallOutcome {
  /// Whether another call gave the same bits, or failed too.
  func isRepeated(by other: CallOutcome?) -> Bool {
    guard let value, let other = other?.value else { return value == nil && other?.value == nil }
    return value.isIdentical(to: other)
  }
}

extension Finding {
  /// Whether the result changes although the arguments do not.
  var isAboutRepetition: Bool {
    switch self {
    case .notRepeatable, .keptFromEarlierCall: true
    default: false
    }
  }
}
