extension Evaluator {
  /// The line along a direction, with one output more: minus what the analytic gradient claims of the move.
  ///
  /// The slope along it is the error of the gradient, ⟨w, d⟩. The claim takes the inputs as rounding left
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
      claim: base.count,
      tolerance: tolerance,
      rounded: { $0 },
      outputs: { step, body in
        var values: [Double] = []
        let claimed = try self.evaluate(along: direction, step, slopes: analytic) {
          values = Array($0)
        }
        guard let claimed else { return false }
        values.append(-claimed)
        values.withUnsafeBufferPointer(body)
        return true
      }
    )
  }

  /// Whether the ladder along a direction contradicts a gradient.
  func contradicts(_ analytic: [Double], along direction: [Double]) throws -> Bool {
    let measured = try LineMeasurement(
      along: line(along: direction, analytic: analytic),
      judging: 0
    )
    let claimed = zip(analytic, direction).reduce(0) { $0 + $1.0 * $1.1 }
    let rounding = zip(analytic, point).reduce(0) { $0 + abs($1.0 * $1.1) }
    return measured.contradictsZero(
      size: abs(claimed),
      allowing: 8 * precision.unitRoundoff * rounding
    )
  }
}
