extension GradientCheckError: CustomStringConvertible {
  /// The rule that was broken, the values that broke it and what to do.
  public var description: String {
    switch self {
    case .noCoordinates:
      "There is nothing to check: the inputs have no coordinates. "
        + "Give at least one differentiated input that is not empty."
    case .countMismatch(let what, let expected, let actual):
      "\(what) has \(actual) values where \(expected) are needed."
    case .outputChanged(let expected, let actual):
      "The function returned \(actual) outputs at one point and \(expected) at another. "
        + "A checked function must return as many at every point."
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
    case .gradientLabels(let unknown, let missing, let inputs):
      [
        unknown.isEmpty
          ? nil
          : "The backward function labels a gradient \(listed(unknown)), but no input is called so.",
        missing.isEmpty ? nil : "There is no gradient labelled \(listed(missing)).",
        "The differentiated inputs are \(listed(inputs)): label each gradient with the name of its input, "
          + "or return an unlabelled tuple in their order. "
          + "Inputs without a gradient are named in `notDifferentiated`.",
      ].compactMap(\.self).joined(separator: " ")
    case .withoutCoordinates(let input, let type, let fields):
      "The input \(input) is a \(type), which holds numbers (\(listed(fields))) but has no coordinates: "
        + "it would be left out of the check. Let \(type) conform to CompositeCoordinates and list "
        + "its fields, or name \(input) in `notDifferentiated`."
    case .outsideDomain(let input, let value):
      "\(input) is \(value), which lies outside the domain that the options state. "
        + "Choose a point inside, or widen the domain."
    case .unknownInput(let name, let known):
      "There is no input \(name). The inputs are \(known.joined(separator: ", "))."
    }
  }
}

/// Names in quotation marks, separated by commas.
private func listed(_ names: [String]) -> String {
  names.map { "“\($0)”" }.joined(separator: ", ")
}
