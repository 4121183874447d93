/// A function of one number: the outputs along a line through the point, one coordinate or a direction.
struct Line {
  /// The step that counts as large, S: a power of two.
  var scale: Double
  /// |x| of a coordinate, 0 along a direction: steps may be rounded to multiples of its last bit.
  var position: Double
  /// The smallest step that rounding leaves of a coordinate; 0 where there is none.
  var spacing: Double
  /// The side on which the point lies away from 0: there the spacing is widest.
  var outward: Double
  /// The type in which the function computes.
  var precision: Precision
  /// The outputs at the point and their weights.
  var base: [Double]
  var upstream: [Double]
  /// The output that stands for the change which the analytic gradient predicts, along a direction.
  var analyticOutput: Int?
  /// The error that the options add to every bound.
  var tolerance: GradientCheckOptions.Tolerance
  /// The step that is left after rounding.
  var rounded: (_ step: Double) -> Double
  /// The outputs at a step that rounding would not change; false outside the domain.
  var outputs: (_ step: Double, _ body: (UnsafeBufferPointer<Double>) -> Void) throws -> Bool

  /// Two steps of equal size, to either side, near h; nil where rounding leaves none.
  ///
  /// x ± h is not exact for a power of two: the side away from 0 may lie where numbers are twice as far
  /// apart. The step is taken from that side, where it is the coarser.
  func pair(_ h: Double) -> (plus: Double, minus: Double)? {
    let away = rounded(outward * h)
    let back = rounded(-away)
    guard away != 0, back != 0, away.isFinite, back.isFinite else { return nil }
    return outward > 0 ? (away, back) : (back, away)
  }
}

extension Evaluator {
  /// The line along one coordinate.
  func line(coordinate i: Int) -> Line {
    let stored = precision(of: i)
    let x = stored.rounded(point[i])
    let size = abs(x)
    return Line(
      scale: scale(of: i),
      position: size,
      spacing: stored.spacing(at: size),
      outward: x < 0 ? -1 : 1,
      precision: precision,
      base: base,
      upstream: upstream,
      tolerance: tolerance,
      rounded: { stored.rounded(x + $0) - x },
      outputs: { step, body in
        try self.evaluate(coordinate: i, at: x + step, body)
      }
    )
  }
}
