/// The outputs of a function along a line, kept so that all of them are differentiated at one price.
final class SharedOutputs {
  private let base: [Double]
  private let precision: Precision
  private let evaluate: (_ step: Double) throws -> (step: Double, outputs: [Double])
  private var known: [Double: (step: Double, outputs: [Double])] = [:]

  /// Evaluates the function at the point.
  ///
  /// - Parameters:
  ///   - function: f.
  ///   - input: x.
  ///   - move: Moves the coordinates by a step, and returns the step that rounding left of it.
  /// - Throws: ``GradientCheckError`` when the point or the output is not finite or empty, and what the
  ///   function throws at the point.
  init<Input: CoordinateValue, Output: CoordinateValue>(
    _ function: @escaping (Input) throws -> Output,
    at input: Input,
    move: @escaping (_ point: inout [Double], _ step: Double) -> Double
  ) throws {
    let point = input.coordinates
    guard !point.isEmpty else { throw GradientCheckError.noCoordinates }
    try requireFinite(point, "The input")
    let base = try function(input).coordinates
    try requireFinite(base, "The output of the function")
    self.base = base
    precision = [Input.precision, Output.precision].contains(.single) ? .single : .double
    evaluate = { step in
      var moved = point
      let step = move(&moved, step)
      let nothing = [Double](repeating: .nan, count: base.count)
      do {
        let outputs = try function(input.replacingCoordinates(moved)).coordinates
        guard outputs.count == base.count else {
          throw GradientCheckError.outputChanged(expected: base.count, actual: outputs.count)
        }
        return (step, outputs)
      } catch let error as GradientCheckError {
        throw error
      } catch let error as CancellationError {
        throw error
      } catch {
        return (step, nothing)
      }
    }
  }

  /// The derivative of every output along the line.
  func derivatives(scale: Double) throws -> [NumericDerivative] {
    try base.indices.map { j in
      let line = Line(scale: scale, precision: precision, baseMagnitude: abs(base[j])) { step in
        let sample = try self.sample(step)
        let (value, origin) = (sample.outputs[j], self.base[j])
        return LineSample(
          step: sample.step,
          value: value - origin,
          magnitude: value == origin ? 0 : max(abs(value), abs(origin))
        )
      }
      return try NumericDerivative.measured(along: line)
    }
  }

  private func sample(_ step: Double) throws -> (step: Double, outputs: [Double]) {
    if let sample = known[step] { return sample }
    let sample = try evaluate(step)
    known[step] = sample
    return sample
  }
}
