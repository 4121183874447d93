import Tensors

/// A function, its inputs and its upstream gradient, with the types kept: from it evaluators are made.
///
/// Every check and every product starts here, so that they agree on names, order and precision.
struct Differentiated<Output: CoordinateValue> {
  /// Makes a copy of the function with inputs of its own.
  private let makeFunction: () -> BoxedFunction<Output>
  /// The first copy, which stands at the point.
  private let function: BoxedFunction<Output>
  let output: Output
  let base: [Double]
  let precision: Precision
  /// All inputs, in order; those that are not differentiated have no parts.
  let checked: [CheckedInput]
  /// Which of the inputs are differentiated.
  let isDifferentiated: [Bool]
  let point: [Double]
  /// The inputs that are differentiated.
  let differentiated: [CheckedInput]

  init(
    _ makeFunction: @escaping () -> BoxedFunction<Output>,
    names: [String],
    notDifferentiated: Set<String>,
    precision: Precision?
  ) throws {
    let function = makeFunction()
    let boxes = function.boxes
    let output = try function.call()
    self.makeFunction = makeFunction
    self.function = function
    self.output = output
    base = output.coordinates
    try requireFinite(base, "The output of the function")

    let names = try inputNames(names, boxes, notDifferentiated)
    var checked: [CheckedInput] = []
    var isDifferentiated: [Bool] = []
    var differentiated: [CheckedInput] = []
    var point: [Double] = []
    point.reserveCapacity(boxes.reduce(0) { $0 + ($1.movable?.count ?? 0) })
    var isSingle = Output.precision == .single
    for (name, box) in zip(names, boxes) {
      let movable = notDifferentiated.contains(name) ? nil : box.movable
      if movable == nil, !notDifferentiated.contains(name) {
        let fields = numericFields(of: box.anyValue)
        guard fields.isEmpty else {
          throw GradientCheckError.withoutCoordinates(
            input: name,
            type: "\(type(of: box.anyValue))",
            fields: fields
          )
        }
      }
      let start = point.count
      checked.append(CheckedInput(name: name, parts: movable?.parts ?? [], start: start))
      isDifferentiated.append(movable != nil)
      guard let movable else { continue }
      differentiated.append(checked[checked.count - 1])
      movable.append(to: &point)
      try requireFinite(point[start...], "The input \(name)")
      if movable.precision == .single { isSingle = true }
    }
    guard !point.isEmpty, !base.isEmpty else { throw GradientCheckError.noCoordinates }
    self.checked = checked
    self.isDifferentiated = isDifferentiated
    self.differentiated = differentiated
    self.point = point
    self.precision = precision ?? (isSingle ? .single : .double)
  }

  /// An output with other coordinates: an upstream gradient.
  ///
  /// Normal numbers, so that no two outputs can stand in for each other and errors do not cancel in their
  /// sum; a single output gets a number away from 0 and from 1.
  func randomUpstream(seed: UInt64) -> Output {
    var random = RandomSource(seed: seed)
    if base.count == 1 {
      let value = (random.uniform() < 0.5 ? -1 : 1) * (1.25 + random.uniform())
      return output.replacingCoordinates([value])
    }
    return output.replacingCoordinates(random.normals(base.count))
  }

  /// The function with boxes of its own for each of some threads; one of them has those of the first call.
  func evaluators(
    _ count: Int,
    upstream: [Double],
    options: GradientCheckOptions
  ) -> [Evaluator] {
    (0..<count).map { number in
      evaluator(number == 0 ? function : makeFunction(), upstream, options)
    }
  }

  private func evaluator(
    _ function: BoxedFunction<Output>,
    _ upstream: [Double],
    _ options: GradientCheckOptions
  ) -> Evaluator {
    var movable: [any MovableInput] = []
    for (box, isMoved) in zip(function.boxes, isDifferentiated) where isMoved {
      if let box = box.movable { movable.append(box) }
    }
    let starts = differentiated.map { $0.start }
    let ends = Array(starts.dropFirst()) + [point.count]
    // Neighbours are mostly moved one after the other: the input of the last one is tried first.
    var owner = 0
    let count = base.count
    let declared = options.precision == .single
    return Evaluator(
      point: point,
      storage: zip(movable, starts).map { box, start in
        (start..<start + box.count, declared ? .single : box.precision)
      },
      base: base,
      upstream: upstream,
      precision: precision,
      region: region(options.domain),
      scales: scales(options.scale),
      tolerance: options.tolerance,
      set: { index, value in
        if index < starts[owner] || index >= ends[owner] {
          owner = ends.firstIndex { index < $0 } ?? 0
        }
        movable[owner].set(index - starts[owner], to: value)
      },
      write: { movable[$0].write($1) },
      call: { body in
        let output = try function.call()
        try output.withCoordinates { outputs in
          guard outputs.count == count else {
            throw GradientCheckError.outputChanged(expected: count, actual: outputs.count)
          }
          body(outputs)
        }
      }
    )
  }

  private func region(_ domain: GradientCheckOptions.Domain) -> Region {
    switch domain {
    case .everywhere: return Region()
    case .interval(let interval):
      return Region(intervals: Array(repeating: interval, count: point.count))
    case .perInput(let intervals):
      let free = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
      return Region(
        intervals: differentiated.flatMap {
          Array(repeating: intervals[$0.name] ?? free, count: $0.count)
        }
      )
    case .predicate(let predicate): return Region(predicate: predicate)
    }
  }

  private func scales(_ scale: GradientCheckOptions.Scale) -> [Double] {
    func power(_ x: Double) -> Double { powerOfTwo(notBelow: max(1, abs(x))) }
    switch scale {
    case .automatic: return []
    case .uniform(let scale):
      return Array(repeating: powerOfTwo(notBelow: scale), count: point.count)
    case .perInput(let scales):
      return differentiated.flatMap { input in
        (input.start..<input.start + input.count).map { i in
          scales[input.name].map { powerOfTwo(notBelow: $0) } ?? power(point[i])
        }
      }
    }
  }

  /// Refuses a point that lies outside the domain of the options.
  func requireInside(_ domain: GradientCheckOptions.Domain) throws {
    if case .everywhere = domain { return }
    let region = region(domain)
    for input in differentiated {
      for offset in 0..<input.count
      where !region.allows(input.start + offset, point[input.start + offset]) {
        throw GradientCheckError.outsideDomain(
          input: input.label(offset),
          value: "\(point[input.start + offset])"
        )
      }
    }
    guard region.contains(point) else {
      throw GradientCheckError.outsideDomain(input: "the point", value: "\(point.prefix(4))")
    }
  }
}

/// The names of the inputs: those given, or `x` for a single input and `input 1`, `input 2` … for more.
private func inputNames(
  _ names: [String],
  _ boxes: [AnyInputBox],
  _ notDifferentiated: Set<String>
) throws -> [String] {
  let defaults = boxes.count == 1 ? ["x"] : boxes.indices.map { "input " + String($0 + 1) }
  let result = names.isEmpty ? defaults : names
  try requireCount(result.count, boxes.count, "The list of input names")
  for name in notDifferentiated.sorted() where !result.contains(name) {
    throw GradientCheckError.unknownInput(name: name, known: result)
  }
  return result
}

/// The fields of a structure, a class or a collection of them that hold real numbers.
///
/// A structure of parameters that does not conform to ``CompositeCoordinates`` would be left out in
/// silence. Whole numbers, text and closures are no parameters.
private func numericFields(of value: Any, depth: Int = 0) -> [String] {
  // A list of labels is quickly told, and may be long.
  if value is [Int] || value is [String] { return [] }
  let mirror = Mirror(reflecting: value)
  return mirror.children.prefix(100).enumerated().flatMap { position, child -> [String] in
    let name = child.label ?? "[\(position)]"
    if child.value is any CoordinateValue {
      return (child.value as? any CoordinateValue)?.coordinateCount == 0 ? [] : [name]
    }
    guard depth < 2 else { return [] }
    return numericFields(of: child.value, depth: depth + 1).map { "\(name).\($0)" }
  }
}
