import Tensors

// A known mistake in one line: a right implementation with one thing changed.
extension Implementation {
  /// The same functions, with ones instead of the upstream gradient.
  public var ignoringUpstream: Implementation {
    replacing { backward, upstream, inputs, cache in
      let ones = upstream.replacingScalars(upstream.scalars.map { _ in 1 })
      return try backward(ones, inputs, cache)
    }
  }

  /// The same functions, with one of the gradients changed.
  ///
  ///     solution.changingGradient("bias") { _, upstream in try upstream.mean(axis: 0) }
  ///
  /// - Parameters:
  ///   - name: The label of the gradient, or its argument's name if it is the only one.
  ///   - change: The wrong gradient, given the right gradient and the upstream gradient.
  /// - Returns: An implementation that shares everything else with this one.
  public func changingGradient(
    _ name: String,
    _ change: @escaping @Sendable (_ gradient: Tensor, _ upstream: Tensor) throws -> Tensor
  ) -> Implementation {
    replacing { backward, upstream, inputs, cache in
      let gradients = try backward(upstream, inputs, cache)
      return try changing(gradients, name) { try change($0, upstream.tensor) }
    }
  }

  /// The same functions, with the first one's results changed and the same gradients.
  ///
  ///     solution.changingOutput { -$0 }
  ///
  /// - Parameters:
  ///   - name: The label of the result to change, or the name of a member of a type; nil for all results.
  ///   - change: The wrong value, given the right value.
  /// - Returns: An implementation that shares everything else with this one.
  public func changingOutput(
    _ name: String? = nil,
    _ change: @escaping @Sendable (_ output: Tensor) throws -> Tensor
  ) -> Implementation {
    var copy = changingCalls { call, inputs, random in
      var answer = try call(inputs, &random)
      answer.values = try changing(answer.values, name, change)
      return answer
    }
    // A name is that of a member, or of one of its results. The other members stay.
    if let name {
      copy.members = members.map { member in
        let isChanged = member.name == name || name.hasPrefix("\(member.name), ")
        let part = member.name == name ? nil : name
        return isChanged
          ? (member.name, member.implementation.changingOutput(part, change)) : member
      }
    }
    return copy
  }

  func changingCalls(
    _ change: @escaping @Sendable (Call, [Value], inout RandomSource) throws -> Answer
  ) -> Implementation {
    var copy = self
    func changed(_ call: @escaping Call) -> Call {
      { inputs, random in try change(call, inputs, &random) }
    }
    copy.call = changed(call)
    copy.otherCall = otherCall.map(changed)
    copy.members = members.map { ($0.name, $0.implementation.changingCalls(change)) }
    return copy
  }

  func replacing(
    _ change: @escaping @Sendable (Backward, Value, [Value], Any?) throws -> Labelled
  ) -> Implementation {
    guard let backward else { return self }
    var copy = self
    copy.backward = { try change(backward, $0, $1, $2) }
    return copy
  }
}

/// Applies `change` to the value with this label and to every unlabelled value; without a name, to all.
private func changing(
  _ values: Implementation.Labelled,
  _ name: String?,
  _ change: (Tensor) throws -> Tensor
) throws -> Implementation.Labelled {
  guard name == nil || values.contains(where: { $0.label == nil || $0.label == name }) else {
    throw HarnessError.noSuchResult(name ?? "", returned: values.compactMap(\.label))
  }
  return try values.map { label, value in
    guard name == nil || label == nil || label == name else { return (label, value) }
    let changed = try change(value.tensor)
    // A number must stay a number: a change of kind would be another mistake.
    if case .number = value, changed.rank == 0 { return (label, .number(try changed.item())) }
    return (label, .tensor(changed))
  }
}
