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
    case .notAGradient(let type):
      "The backward function returned a \(type), which has no coordinates. "
        + "Return one gradient, or a tuple with one per differentiated input."
    case .gradientCount(let inputs, let gradients):
      "The backward function returned \(gradients) gradients for \(inputs.count) differentiated inputs "
        + "(\(inputs.joined(separator: ", "))). "
        + "Name those that are not differentiated in `notDifferentiated`."
    case .unknownInput(let name, let known):
      "There is no input \(name). The inputs are \(known.joined(separator: ", "))."
    }
  }
}
