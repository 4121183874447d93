/// The gradients that a backward function returned, one for each differentiated input.
struct GradientParts {
  /// The label in the returned tuple, if it has one.
  var labels: [String?]
  var values: [any CoordinateValue]

  /// Takes apart a single gradient, or a tuple of them.
  init(_ gradient: Any) throws {
    if let single = gradient as? any CoordinateValue {
      labels = [nil]
      values = [single]
      return
    }
    labels = []
    values = []
    let mirror = Mirror(reflecting: gradient)
    guard mirror.displayStyle == .tuple else {
      throw GradientCheckError.notAGradient(type: "\(type(of: gradient))")
    }
    // An iterator of these children allocates for every step.
    try mirror.children.forEach { child in
      guard let value = child.value as? any CoordinateValue else {
        throw GradientCheckError.notAGradient(type: "\(type(of: child.value))")
      }
      labels.append(child.label.flatMap { $0.hasPrefix(".") ? nil : $0 })
      values.append(value)
    }
  }

  /// All blocks of coordinates under the labels of the tuple, or `gradient 1`, `gradient 2` ….
  var named: [CoordinatePart] {
    zip(labels, values).enumerated().flatMap { number, pair in
      let name = pair.0 ?? (values.count == 1 ? "" : "gradient \(number + 1)")
      return pair.1.coordinateParts.map { $0.nested(in: name) }
    }
  }

  /// The gradients in the order of the inputs' names: by label where the gradients are labelled and the caller
  /// named the inputs, by position otherwise.
  func ordered(by names: [String], areNamed: Bool) throws -> [any CoordinateValue] {
    let known = areNamed ? labels.compactMap(\.self) : []
    if known.count == values.count, !known.isEmpty {
      let missing = names.filter { !known.contains($0) }
      let unknown = known.filter { !names.contains($0) }
      guard missing.isEmpty, unknown.isEmpty else {
        throw GradientCheckError.gradientLabels(unknown: unknown, missing: missing, inputs: names)
      }
      return names.compactMap { name in known.firstIndex(of: name).map { values[$0] } }
    }
    guard values.count == names.count else {
      throw GradientCheckError.gradientCount(inputs: names, gradients: values.count)
    }
    return values
  }
}
