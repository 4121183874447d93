extension StepCurve {
  /// Draws the curve of one coordinate at steps of the caller's choice.
  ///
  /// - Parameters:
  ///   - function: f, from the coordinates of the inputs to the outputs.
  ///   - point: Where the gradient is checked.
  ///   - upstream: One weight per output.
  ///   - coordinate: The position of the coordinate among all.
  ///   - analytic: The analytic derivative.
  ///   - steps: The steps, large to small.
  /// - Throws: ``GradientCheckError`` when the sizes do not fit or the function is not finite at the point,
  ///   and what the function throws at the point itself.
  package init(
    of function: @escaping ([Double]) throws -> [Double],
    at point: [Double],
    upstream: [Double],
    coordinate: Int,
    analytic: Double,
    steps: [Double]
  ) throws {
    self = try withEvaluator(function, at: point, upstream, .double) { evaluator in
      try StepCurve(
        index: coordinate,
        analytic: analytic,
        along: evaluator.line(coordinate: coordinate),
        steps: steps
      )
    }
  }
}
