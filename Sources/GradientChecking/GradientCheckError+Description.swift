extension GradientCheckError: CustomStringConvertible {
  /// The rule that was broken, the values that broke it and what to do.
  public var description: String {
    switch self {
    case .noCoordinates:
      "There is nothing to check: the inputs have no coordinates. "
        + "Give at least one differentiated input that is not empty."
    case .countMismatch(let what, let expected, let actual):
      "\(what) has \(actual) values where \(expected) are needed."
    case .shapeMismatch(let what, let expected, let actual):
      "\(what) has shape \(actual) where \(expected) is needed."
    case .outputChanged(let expected, let actual):
      "The function returned \(actual) outputs at one point and \(expected) at another. "
        + "A checked function must return as many at every point."
    case .outputShapeChanged(let expected, let actual):
      "The function returned shape \(actual) at one point and \(expected) at another. "
        + "A checked function must return the same shape at every point."
    case .notFinite(let what, let value):
      "\(what) is \(value). Derivatives are measured around a point at which everything is finite: "
        + "choose another point."
    case .invalidOption(let name, let value, let rule):
      "\(name) is \(value); it must be \(rule)."
    case .budgetTooSmall(let budget, let needed):
      "A budget of \(budget) evaluations cannot check anything; this check needs at least \(needed). "
        + "Raise the budget, or choose the directional mode."
    }
  }
}
