extension StepCurve {
  /// Draws the curve of one coordinate at steps of the caller's choice.
  ///
  /// - Parameters:
  ///   - function: f, from the coordinates of the inputs to the outputs.
  ///   - point: Where the gradient was claimed.
  ///   - upstream: One weight per output.
  ///   - coordinate: The position of the coordinate among all.
  ///   - claimed: The claimed derivative.
  ///   - steps: The steps, large to small.
  /// - Throws: ``GradientCheckError`` when the sizes do not fit or the function is not finite at the point,
  ///   and what the function throws at the point itself.
  package init(
    of function: @escaping ([Double]) throws -> [Double],
    at point: [Double],
    upstream: [Double],
    coordinate: Int,
    claimed: Double,
    steps: [Double]
  ) throws {
    self = try withEvaluator(function, at: point, upstream, .double) { evaluator in
      try StepCurve(
        index: coordinate,
        claimed: claimed,
        along: evaluator.line(coordinate: coordinate),
        steps: steps
      )
    }
  }
}
