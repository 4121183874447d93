import Tensors

// A gradient is linear in its upstream gradient, so the right backward function, given another upstream
// gradient, answers what the result would be if that had been used.
extension Evidence {
  func upstreamExplanation() -> Explanation? {
    guard input != nil else { return nil }
    if holds({ try gradient($0) { _, _ in 1 } }) { return .upstreamIgnored }
    if holds({ try gradient($0) { $1 * $1 } }) || holds(timesUpstream) { return .upstreamTwice }
    if let axis = onlyOneOf() { return axis }
    if holds({ trial in
      let scalars = trials[trial].upstream?.scalars ?? []
      let mean = scalars.reduce(0, +) / Double(max(scalars.count, 1))
      return try gradient(trial) { _, _ in mean }
    }) {
      return .upstreamAveraged
    }
    if holds({ try combined($0, keepingLast: true) })
      || holds({ try combined($0, keepingLast: false) })
    {
      return .overwritten
    }
    return nil
  }

  /// The right gradient times the upstream gradient once more, when both have one shape.
  private func timesUpstream(_ trial: Int) throws -> Value? {
    guard let upstream = trials[trial].upstream, upstream.shape == right[trial].shape else {
      return nil
    }
    return right[trial].replacingScalars(
      zip(right[trial].scalars, upstream.scalars).map { $0 * $1 })
  }

  /// Only the first, or only the last position of an axis of the output was used.
  private func onlyOneOf() -> Explanation? {
    guard let shape = trials.first?.upstream?.shape else { return nil }
    for axis in shape.indices where shape[axis] > 1 {
      for isLast in [false, true]
      where holds({ trial in
        guard let shape = trials[trial].upstream?.shape, axis < shape.count else { return nil }
        let kept = isLast ? shape[axis] - 1 : 0
        return try gradient(trial) { position, value in
          index(position, in: shape)[axis] == kept ? value : 0
        }
      }) {
        return .onlyOneOf(axis: axisName(shape[axis], 0), isLast: isLast)
      }
    }
    return nil
  }

  /// Each entry of the gradient as the last (or first) contribution to it alone, instead of their sum.
  private func combined(_ trial: Int, keepingLast: Bool) throws -> Value? {
    guard let upstream = trials[trial].upstream, upstream.scalars.count <= 400,
      upstream.scalars.count > 1
    else { return nil }
    var kept = Array(repeating: 0.0, count: right[trial].scalars.count)
    let order = Array(upstream.scalars.indices)
    for position in keepingLast ? order : order.reversed() {
      let contribution = try gradient(trial) { $0 == position ? $1 : 0 }
      for (i, value) in (contribution?.scalars ?? []).enumerated() where value != 0 {
        kept[i] = value
      }
    }
    return right[trial].replacingScalars(kept)
  }
}
