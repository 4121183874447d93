import Tensors

/// A function, its inputs and its upstream gradient, with the types kept: from it evaluators are made.
///
/// Every check and every product starts here, so that they agree on names, order and precision.
struct Differentiated<Output: CoordinateValue> {
  /// Makes a copy of the function with inputs of its own.
  let makeFunction: () -> BoxedFunction<Output>
  let output: Output
  let base: [Double]
  let precision: Precision
  /// All inputs, in order; those that are not differentiated have no parts.
  let checked: [CheckedInput]
  /// Which of the inputs are differentiated.
  let isDifferentiated: [Bool]
  let point: [Double]

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
    self.output = output
    base = output.coordinates
    try requireFinite(base, "The output of the function")

    let names = try inputNames(names, boxes, notDifferentiated)
    var checked: [CheckedInput] = []
    var differentiated: [Bool] = []
    var point: [Double] = []
    var precisions = [Output.precision]
    for (name, box) in zip(names, boxes) {
      let movable = notDifferentiated.contains(name) ? nil : box as? any MovableInput
      checked.append(CheckedInput(name: name, parts: movable?.parts ?? [], start: point.count))
      differentiated.append(movable != nil)
      guard let movable else { continue }
      let coordinates = movable.coordinates
      try requireFinite(coordinates, "The input \(name)")
      point += coordinates
      precisions.append(movable.precision)
    }
    guard !point.isEmpty, !base.isEmpty else { throw GradientCheckError.noCoordinates }
    self.checked = checked
    isDifferentiated = differentiated
    self.point = point
    self.precision = precision ?? (precisions.contains(.single) ? .single : .double)
  }

  /// The inputs that are differentiated.
  var differentiated: [CheckedInput] {
    zip(checked, isDifferentiated).filter(\.1).map(\.0)
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
    return output.replacingCoordinates(base.map { _ in random.normal() })
  }

  /// The function with boxes of its own for one thread.
  func evaluator(upstream: [Double]) -> Evaluator {
    let function = makeFunction()
    var movable: [any MovableInput] = []
    var owner: [Int] = []
    for (box, isDifferentiated) in zip(function.boxes, isDifferentiated)
    where isDifferentiated {
      guard let box = box as? any MovableInput else { continue }
      owner += Array(repeating: movable.count, count: box.count)
      movable.append(box)
    }
    let starts = differentiated.map(\.start)
    let weights = UpstreamWeights(base: base, upstream: upstream)
    return Evaluator(
      point: point,
      precision: precision,
      baseMagnitude: weights.magnitude,
      set: { index, value in
        let k = owner[index]
        movable[k].set(index - starts[k], to: value)
      },
      setAll: { values in
        for (box, start) in zip(movable, starts) {
          box.setAll(UnsafeBufferPointer(rebasing: values[start..<start + box.count]))
        }
      },
      measure: {
        let output = try function.call()
        return try output.withCoordinates { outputs in
          guard outputs.count == weights.count else {
            throw GradientCheckError.outputChanged(
              expected: weights.count,
              actual: outputs.count
            )
          }
          return weights.difference(outputs)
        }
      }
    )
  }
}

/// The names of the inputs: those given, or `x` for a single input and `input 1`, `input 2` … for more.
private func inputNames(
  _ names: [String],
  _ boxes: [AnyObject],
  _ notDifferentiated: Set<String>
) throws -> [String] {
  let defaults = boxes.count == 1 ? ["x"] : boxes.indices.map { "input \($0 + 1)" }
  let result = names.isEmpty ? defaults : names
  guard result.count == boxes.count else {
    throw GradientCheckError.countMismatch(
      what: "The list of input names",
      expected: boxes.count,
      actual: names.count
    )
  }
  for name in notDifferentiated.sorted() where !result.contains(name) {
    throw GradientCheckError.unknownInput(name: name, known: result)
  }
  return result
}
