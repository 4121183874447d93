extension Judge {
  /// The first general explanation that the numbers prove on every probe; nil when there is none.
  ///
  /// The order goes from what is most specific to what is least: a factor explains a result better than a
  /// condition under which it is wrong.
  func explanation(of subject: Subject, _ observation: Observation) -> Explanation? {
    // Values that are right, of a gradient that breaks a rule, would be explained by anything that leaves them so.
    guard let evidence = Evidence(self, subject, observation),
      zip(evidence.yours, evidence.right).contains(where: { Agreement($0, $1) != .agrees })
    else { return nil }
    // The tensors of a list have no axes in common: only what needs none applies to them.
    if case .tensors? = evidence.right.first {
      return evidence.upstreamExplanation() ?? evidence.scaleExplanation()
    }
    let families = [
      evidence.upstreamExplanation, evidence.shapeExplanation, evidence.scaleExplanation,
      evidence.pointExplanation, evidence.closenessExplanation, evidence.termExplanation,
      evidence.functionExplanation, evidence.conditionExplanation,
    ]
    for explain in families {
      if let explanation = explain() { return explanation }
    }
    return nil
  }
}
