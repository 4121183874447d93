import Synchronization
import Tensors

/// A log of the calls of an implementation and their answers.
final class AnswerLog: Sendable {
  private let original: Implementation
  private let values: ValuePool
  private let log: Mutex<RecordedAnswers>

  init(_ original: Implementation, _ values: ValuePool) {
    self.original = original
    self.values = values
    log = Mutex(
      RecordedAnswers(
        argumentTypes: original.argumentTypes,
        isCached: original.isCached,
        hasBackward: original.backward != nil
      )
    )
  }

  /// The calls and answers so far.
  var answers: RecordedAnswers { log.withLock { $0 } }

  private struct Cache {
    var arguments: [Value]
    var random: [UInt64]?
    var original: Any?
  }

  var implementation: Implementation {
    var copy = original
    copy.otherCall = nil
    copy.call = { arguments, random in try self.call(arguments, &random) }
    if original.backward != nil {
      copy.backward = { upstream, arguments, cache in
        try self.backward(upstream, arguments, cache)
      }
    }
    return copy
  }

  private func call(_ arguments: [Value], _ random: inout RandomSource) throws
    -> Implementation.Answer
  {
    let before = random
    let answer = Result { try original.call(arguments, &random) }
    let drawn = random == before ? nil : before.position
    try write(
      answer.map(\.values),
      to: \.calls,
      nil,
      arguments,
      drawn,
      after: drawn == nil ? nil : random.position
    )
    var given = try answer.get()
    if original.isCached {
      given.cache = Cache(arguments: arguments, random: drawn, original: given.cache)
    }
    return given
  }

  private func backward(_ upstream: Value, _ arguments: [Value], _ cache: Any?) throws
    -> Implementation.Labelled
  {
    let cache = cache as? Cache
    let asked = cache?.arguments ?? arguments
    let answer = Result {
      try original.backward?(upstream, arguments, cache?.original) ?? []
    }
    try write(answer, to: \.backwardCalls, upstream, asked, cache?.random)
    return try answer.get()
  }

  /// Logs a call and its answer once; a harness error is rethrown and not logged.
  private func write(
    _ result: Result<Implementation.Labelled, any Error>,
    to list: WritableKeyPath<RecordedAnswers, [RecordedAnswers.Call]>,
    _ upstream: Value?,
    _ arguments: [Value],
    _ random: [UInt64]?,
    after: [UInt64]? = nil
  ) throws {
    var call = RecordedAnswers.Call(
      upstream: upstream.map(values.place),
      arguments: arguments.map(values.place),
      random: random,
      randomAfter: after
    )
    switch result {
    case .success(let results):
      call.labels = results.map(\.label)
      call.results = results.map { values.place($0.value) }
    case .failure(let error as HarnessError): throw error
    case .failure(let error): call.failure = "\(error)"
    }
    log.withLock { log in
      if !log[keyPath: list].contains(call) { log[keyPath: list].append(call) }
    }
  }
}

/// The values of a recording, without duplicates.
final class ValuePool: Sendable {
  private struct Key: Hashable {
    var kind: String
    var shape: [Int]
    var bits: [UInt64]
  }

  private struct State {
    var places: [Key: Int] = [:]
    var values: [RecordedValue] = []
  }

  private let thins: Bool
  private let state = Mutex(State())

  /// Creates an empty pool; `thins` keeps only a part of large values.
  init(thins: Bool) { self.thins = thins }

  /// All values by their places.
  var all: [RecordedValue] { state.withLock { $0.values } }

  /// The place of a value, which is added if it is new.
  func place(_ value: Value) -> Int {
    let key = Key(kind: value.kindName, shape: value.shape, bits: value.scalars.map(\.bitPattern))
    return state.withLock { state in
      if let place = state.places[key] { return place }
      state.values.append(RecordedValue(value, thinned: thins))
      state.places[key] = state.values.count - 1
      return state.values.count - 1
    }
  }
}
