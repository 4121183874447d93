/// The outputs of a function along a line, kept so that all of them are differentiated at one price.
final class SharedOutputs {
  private let evaluator: Evaluator
  private let line: Line
  private var known: [Double: [Double]] = [:]

  init(_ evaluator: Evaluator, along line: Line) {
    self.evaluator = evaluator
    self.line = line
  }

  /// The derivative of every output along the line.
  func derivatives() throws -> [NumericDerivative] {
    try measurements().map { $0.derivative(evaluations: $0.evaluations) }
  }

  /// The measurement of every output along the line; the first one pays for the evaluations.
  func measurements() throws -> [LineMeasurement] {
    try evaluator.base.indices.map { j in
      var single = line
      single.base = [line.base[j]]
      single.upstream = [1]
      single.outputs = { step, body in
        let values = try self.values(step)
        guard !values.isEmpty else { return false }
        [values[j]].withUnsafeBufferPointer(body)
        return true
      }
      return try LineMeasurement(along: single, judging: .nan)
    }
  }

  private func values(_ step: Double) throws -> [Double] {
    if let values = known[step] { return values }
    var values: [Double] = []
    _ = try line.outputs(step) { values = Array($0) }
    known[step] = values
    return values
  }
}
