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
    for child in mirror.children {
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

  /// The gradients in the order of the inputs' names: by label where all match, by position otherwise.
  func ordered(by names: [String]) throws -> [any CoordinateValue] {
    guard values.count == names.count else {
      throw GradientCheckError.gradientCount(inputs: names, gradients: values.count)
    }
    let known = labels.compactMap(\.self)
    guard known.count == names.count, Set(known) == Set(names) else { return values }
    return names.compactMap { name in known.firstIndex(of: name).map { values[$0] } }
  }
}
