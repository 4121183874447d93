import Tensors

// Credit for following through is for a real forward with a slip.
extension Examination {
  /// Whether the gradient stays the same when all arguments change, and the right one does not.
  ///
  /// Then forward is a multiple of its input, plus a constant, and the exercise asks for something else.
  func isSameForOtherArguments(_ name: String, _ items: [Observation.Item]) throws -> Bool {
    guard let first = items.first?.outcome.value, let trial = probed.exchanged,
      let upstream = trial.upstream, let right = probed.exchangedGradients[name]?.value,
      let before = probed.reference[.gradient(name)].first?.outcome.value,
      Agreement(right, before) != .agrees
    else { return false }
    let cache = try runner.forward(implementation, trial).cache
    if implementation.isCached, cache == nil { return false }
    let gradients = try runner.backward(implementation, trial, cache: cache, upstream: upstream)
    return gradients[name]?.value.map { Agreement($0, first) == .agrees } ?? false
  }
}
