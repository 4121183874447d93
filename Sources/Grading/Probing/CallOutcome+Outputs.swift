import Tensors

extension Exercise {
  /// The output among the results of a call: the first one, or all named outputs as a list.
  package func output(among results: Implementation.Labelled) -> CallOutcome {
    guard !outputs.isEmpty else {
      return results.first.map { .value($0.value) } ?? .missing(returned: [])
    }
    let tensors = outputs.enumerated().compactMap { position, output -> Tensor? in
      let named = results.first { $0.label == output.name }
      let isUnnamed = results.count == outputs.count && results[position].label == nil
      let unnamed = isUnnamed ? results[position] : nil
      guard case .tensor(let tensor)? = (named ?? unnamed)?.value else { return nil }
      return tensor
    }
    return tensors.count == outputs.count
      ? .value(.tensors(tensors)) : .missing(returned: results.map { $0.label ?? "" })
  }

  /// Each named output's part of an outcome of forward.
  package func parts(of outcome: CallOutcome) -> [(subject: Subject, outcome: CallOutcome)] {
    outputs.enumerated().map { position, output in
      let subject: Subject = output.properties == nil ? .output(output.name) : .draws(output.name)
      guard case .value(.tensors(let tensors)) = outcome, position < tensors.count else {
        return (subject, outcome)
      }
      return (subject, .value(.tensor(tensors[position])))
    }
  }
}
