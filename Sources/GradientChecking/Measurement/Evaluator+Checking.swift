extension Evaluator {
  /// Compares an analytic derivative with finite differences, and names the outputs with a kink at the point:
  /// stage 1, and the ladder where that does not certify.
  func check(
    coordinate i: Int,
    analytic: Double,
    scratch: QuickCheck.Scratch
  ) throws -> (check: CoordinateCheck, kinks: [Int]) {
    let before = evaluations
    let line = line(coordinate: i)
    if let quick = try QuickCheck.certifying(analytic, along: line, scratch: scratch) {
      let check = CoordinateCheck(
        index: i,
        analytic: analytic,
        numeric: quick.value,
        errorBound: 4 * quick.error + tolerance.amount(analytic),
        classification: quick.isZero ? .zero : .pass,
        evaluations: evaluations - before
      )
      return (check, [])
    }
    let measured = try LineMeasurement(along: line, judging: analytic)
    let check = CoordinateCheck(
      index: i,
      analytic: analytic,
      numeric: measured.value,
      errorBound: measured.errorBound(of: analytic),
      classification: measured.classification(of: analytic),
      evaluations: evaluations - before
    )
    return (check, measured.kinks.map(\.output))
  }

  /// The derivative along a coordinate, measured by the ladder.
  func derivative(coordinate i: Int) throws -> NumericDerivative {
    let before = evaluations
    let measured = try LineMeasurement(along: line(coordinate: i), judging: .nan)
    return measured.derivative(evaluations: evaluations - before)
  }

  /// Evaluates the point itself again and names the first output that is another.
  func repetition() throws -> Repetition? {
    var found: Repetition?
    _ = try evaluate { outputs in
      let other = outputs.indices.first {
        outputs[$0] != base[$0] && !(outputs[$0].isNaN && base[$0].isNaN)
      }
      found = other.map { Repetition(output: $0, first: base[$0], second: outputs[$0]) }
    }
    return found
  }
}
