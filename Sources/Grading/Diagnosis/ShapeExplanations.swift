import Tensors

// The right numbers in the wrong places: other axes, other arguments.
extension Evidence {
  func shapeExplanation() -> Explanation? {
    if let axis = notSummed() { return axis }
    if let axes = permuted() { return axes }
    if let name = otherInput() { return .otherInput(name) }
    if let name = argumentAveraged() { return .argumentAveraged(name) }
    if let name = everyPair() { return .everyPair(name) }
    if holds(alongOtherAxis) || summedAlongOtherAxis() { return .wrongAxis }
    return nil
  }

  /// The extra axis of the result, if the sum along it is right.
  private func notSummed() -> Explanation? {
    guard let first = indices.first, yours[first].shape.count == right[first].shape.count + 1
    else { return nil }
    for axis in yours[first].shape.indices
    where indices.allSatisfy({ trial in
      guard case .tensor(let tensor) = yours[trial], axis < tensor.rank,
        let sum = try? tensor.sum(axis: axis)
      else { return false }
      return Agreement(.tensor(sum), right[trial]) == .agrees
    }) {
      return indices.allSatisfy { yours[$0].shape[axis] == 1 }
        ? .axisOfOne(axis) : .notSummed(axis: axisName(axis, of: yours[first].shape, first))
    }
    return nil
  }

  /// The right values with their axes in another order.
  private func permuted() -> Explanation? {
    guard let rank = right.first?.shape.count, (2...4).contains(rank) else { return nil }
    for axes in permutations(rank) where axes != Array(0..<rank) {
      let explains = right.indices.allSatisfy { position in
        guard case .tensor(let tensor) = right[position], let other = try? tensor.permuted(axes)
        else { return false }
        return Agreement(yours[position], .tensor(other)) == .agrees
      }
      if explains { return .permuted(axes) }
    }
    return nil
  }

  private func permutations(_ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return permutations(count - 1).flatMap { shorter in
      (0..<count).map { position in
        var longer = shorter
        longer.insert(count - 1, at: position)
        return longer
      }
    }
  }

  /// The right gradient of another argument.
  private func otherInput() -> String? {
    guard let input else { return nil }
    return exercise.inputs.first { other in
      other.isDifferentiated && other.name != input.name
        && holds { probed.reference[.gradient(other.name)][$0].outcome.value }
    }?.name
  }

  /// The argument that was replaced by its mean along the first axis.
  private func argumentAveraged() -> String? {
    guard isOutput else { return nil }
    return exercise.inputs.indices.first { position in
      exercise.inputs[position].isDifferentiated
        && holds { trial in
          guard case .tensor(let tensor) = trials[trial].arguments.values[position], tensor.rank > 0
          else { return nil }
          var changed = trials[trial]
          let mean = try tensor.mean(axis: 0, keepingDimensions: true)
          changed.arguments.values[position] = .tensor(try mean.broadcast(to: tensor.shape))
          return try rightOutput(changed)
        }
    }.map { exercise.inputs[$0].name }
  }

  /// The argument whose positions were each combined with all positions of the others.
  ///
  /// The mean over all pairs is the mean over all cyclic shifts of that argument.
  private func everyPair() -> String? {
    guard isOutput else { return nil }
    return exercise.inputs.indices.dropFirst().first { position in
      holds { trial in
        guard case .tensor(let tensor) = trials[trial].arguments.values[position],
          let length = tensor.shape.first, length > 0
        else { return nil }
        var sum: [Double] = []
        for shift in 0..<length {
          var changed = trials[trial]
          let rows = (0..<length).map { ($0 + shift) % length }
          changed.arguments.values[position] = .tensor(try tensor.gatheringRows(rows))
          guard let scalars = try rightOutput(changed)?.scalars else { return nil }
          sum = sum.isEmpty ? scalars : zip(sum, scalars).map { $0 + $1 }
        }
        return right[trial].replacingScalars(sum.map { $0 / Double(length) })
      }
    }.map { exercise.inputs[$0].name }
  }

  /// The right function of the transposed matrix, transposed back; nil unless there is one matrix.
  private func alongOtherAxis(_ trial: Int) throws -> Value? {
    let matrices = exercise.inputs.indices.filter {
      trials[trial].arguments.values[$0].shape.count == 2
    }
    guard matrices.count == 1, let output = output(trial), output.shape.count == 2,
      case .tensor(let matrix) = trials[trial].arguments.values[matrices[0]]
    else { return nil }
    var changed = trials[trial]
    changed.arguments.values[matrices[0]] = .tensor(try matrix.transposed())
    if case .gradient = subject {
      guard case .tensor(let upstream)? = trials[trial].upstream else { return nil }
      let transposed = try upstream.transposed()
      // A reference may trap where the upstream gradient does not have the shape of the output.
      guard try rightOutput(changed)?.shape == transposed.shape else { return nil }
      let value = try gradient(
        trial,
        upstream: .tensor(transposed),
        arguments: changed.arguments
      )
      guard case .tensor(let result)? = value, result.rank == 2 else { return nil }
      return .tensor(try result.transposed())
    }
    guard case .tensor(let result)? = try rightOutput(changed), result.rank == 2 else { return nil }
    return .tensor(try result.transposed())
  }

  /// Whether the right gradient is the upstream gradient summed along some axes, and the student's is the sum
  /// along equally many other axes.
  private func summedAlongOtherAxis() -> Bool {
    guard input != nil, let rank = trials.first?.upstream?.shape.count, (2...4).contains(rank)
    else { return false }
    func sums(_ trial: Int, _ axes: [Int]) -> Tensor? {
      guard case .tensor(let upstream)? = trials[trial].upstream else { return nil }
      return try? upstream.sum(axes: axes)
    }
    let subsets = (1..<(1 << rank)).map { bits in (0..<rank).filter { bits & (1 << $0) != 0 } }
    func explains(_ axes: [Int], _ values: [Value]) -> Bool {
      indices.allSatisfy { trial in
        guard let sum = sums(trial, axes), sum.count == values[trial].scalars.count else {
          return false
        }
        return Agreement(values[trial], values[trial].replacingScalars(sum.scalars)) == .agrees
      }
    }
    guard let axes = subsets.first(where: { explains($0, right) }) else { return false }
    return subsets.contains { $0.count == axes.count && explains($0, yours) }
  }
}
