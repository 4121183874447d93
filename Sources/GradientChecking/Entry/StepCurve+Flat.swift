extension StepCurve {
  /// Draws the curve of one coordinate of a function of flat lists of numbers, at steps from large to small.
  package init(
    of function: @escaping ([Double]) throws -> [Double],
    at point: [Double],
    upstream: [Double],
    coordinate: Int,
    analytic: Double,
    steps: [Double]
  ) throws {
    self = try withEvaluator(function, at: point, upstream, .double) { evaluator in
      let line = evaluator.line(coordinate: coordinate)
      return try StepCurve(index: coordinate, analytic: analytic, along: line, steps: steps)
    }
  }
}
