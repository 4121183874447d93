import Tensors

// The right backward function, given another upstream gradient, computes the result of a student who used that
// one.
extension Evidence {
  func upstreamExplanation() -> Explanation? {
    guard input != nil else { return nil }
    if holds({ try gradient($0) { _, _ in 1 } }) { return .upstreamIgnored }
    if holds({ try gradient($0) { $1 * $1 } }) || holds(timesUpstream) { return .upstreamTwice }
    if let output = outputUnused() { return output }
    if let axis = onlyOneOf() { return axis }
    if let averaged = averaged() { return averaged }
    if holds({ try combined($0, keepingLast: true) })
      || holds({ try combined($0, keepingLast: false) })
    {
      return .overwritten
    }
    return nil
  }

  /// The right gradient times the upstream gradient once more, if they have the same shape.
  private func timesUpstream(_ trial: Int) throws -> Value? {
    guard let upstream = trials[trial].upstream, upstream.shape == right[trial].shape else {
      return nil
    }
    return right[trial].replacingScalars(
      zip(right[trial].scalars, upstream.scalars).map { $0 * $1 }
    )
  }

  /// An output of a list whose upstream gradient was not used.
  private func outputUnused() -> Explanation? {
    guard case .tensors(let outputs)? = trials.first?.upstream, outputs.count > 1 else {
      return nil
    }
    return outputs.indices.first { output in
      holds { trial in
        guard case .tensors(var upstream)? = trials[trial].upstream, output < upstream.count else {
          return nil
        }
        upstream[output] = .zeros(like: upstream[output])
        return try gradient(trial, upstream: .tensors(upstream))
      }
    }.map { position in
      let names = exercise.differentiatedOutputs.map(\.name)
      return .outputUnused(names.indices.contains(position) ? names[position] : "\(position)")
    }
  }

  /// An axis of the output of which only the first or last position was used.
  private func onlyOneOf() -> Explanation? {
    guard case .tensor(let upstream)? = trials.first?.upstream else { return nil }
    let shape = upstream.shape
    for axis in shape.indices where shape[axis] > 1 {
      for isLast in [false, true]
      where holds({ trial in
        guard let shape = trials[trial].upstream?.shape, axis < shape.count else { return nil }
        let kept = isLast ? shape[axis] - 1 : 0
        return try gradient(trial) { position, value in
          index(position, in: shape)[axis] == kept ? value : 0
        }
      }) {
        return .onlyOneOf(axis: axisName(axis, of: shape, 0), isLast: isLast)
      }
    }
    return nil
  }

  /// An upstream gradient that was replaced by its mean, over all axes or along one.
  private func averaged() -> Explanation? {
    func mean(_ trial: Int, _ axes: [Int]) -> Value? {
      guard case .tensor(let upstream)? = trials[trial].upstream,
        let mean = try? upstream.mean(axes: axes, keepingDimensions: true),
        let stretched = try? mean.broadcast(to: upstream.shape)
      else { return nil }
      return .tensor(stretched)
    }
    let rank = trials.first?.upstream?.shape.count ?? 0
    let choices = [Array(0..<rank)] + (rank > 1 ? (0..<rank).map { [$0] } : [])
    for axes in choices where holds({ try gradient($0, upstream: mean($0, axes)) }) {
      let shape = trials[0].upstream?.shape ?? []
      return .upstreamAveraged(axis: axes.count == rank ? nil : axisName(axes[0], of: shape, 0))
    }
    return nil
  }

  /// A gradient whose entries are the last (or first) contribution instead of the sum of all.
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
