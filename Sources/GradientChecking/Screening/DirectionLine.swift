extension Evaluator {
  /// The line along a direction, with one output more: minus the change that the analytic gradient predicts.
  ///
  /// The slope along it is the error of the gradient, ⟨w, d⟩. The prediction takes the inputs as rounding left
  /// them, so that their rounding is the last output's own noise.
  func line(along direction: [Double], analytic: [Double]) -> Line {
    Line(
      scale: 1,
      position: 0,
      spacing: 0x1p-40,
      outward: 1,
      precision: precision,
      base: base + [0],
      upstream: upstream + [1],
      analyticOutput: base.count,
      tolerance: tolerance,
      rounded: { $0 },
      outputs: { step, body in
        guard let (values, predicted) = try self.outputs(along: direction, step, slopes: analytic)
        else { return false }
        (values + [-predicted]).withUnsafeBufferPointer(body)
        return true
      }
    )
  }

  /// Whether the ladder along a direction contradicts a gradient.
  func contradicts(_ analytic: [Double], along direction: [Double]) throws -> Bool {
    let line = line(along: direction, analytic: analytic)
    let measured = try LineMeasurement(along: line, judging: 0)
    let predicted = zip(analytic, direction).reduce(0) { $0 + $1.0 * $1.1 }
    let rounding = zip(analytic, point).reduce(0) { $0 + abs($1.0 * $1.1) }
    return measured.contradictsZero(
      size: abs(predicted),
      allowing: 8 * precision.unitRoundoff * rounding
    )
  }
}
