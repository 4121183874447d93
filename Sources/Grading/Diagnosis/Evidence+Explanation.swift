extension Evidence {
  /// The first general explanation that the numbers prove on every probe; nil when there is none.
  ///
  /// The most specific explanations come first: a factor explains a result better than a condition under which
  /// it is wrong.
  var explanation: Explanation? {
    // If the values are right, every explanation that changes nothing would match: explain wrong values only.
    guard zip(yours, right).contains(where: { Agreement($0, $1) != .agrees }) else { return nil }
    // The tensors of a list have no common axes, so only explanations without axes apply to all of them.
    if case .tensors(let tensors)? = right.first {
      return upstreamExplanation() ?? scaleExplanation() ?? elementExplanation(tensors.count)
    }
    let families = [
      upstreamExplanation, shapeExplanation, scaleExplanation, pointExplanation,
      closenessExplanation, termExplanation, functionExplanation, conditionExplanation,
    ]
    for explain in families {
      if let explanation = explain() { return explanation }
    }
    return nil
  }

  /// An explanation of the first wrong tensors of a list that have one.
  private func elementExplanation(_ count: Int) -> Explanation? {
    let found = (0..<count).compactMap { position in
      about(element: position)?.explanation.map { (position: position, explanation: $0) }
    }
    guard let first = found.first?.explanation else { return nil }
    return .elements(found.filter { $0.explanation == first }.map(\.position), first)
  }
}
