extension Ladder {
  /// The standard deviation of the noise in φ beyond the rounding of its outputs.
  ///
  /// The larger of two estimates:
  /// - what is left of φ at points close together on one side after a quartic is taken out
  ///   (`residualNoise`); the quieter side, since the other may have a kink among the points;
  /// - the smallest non-zero difference between any two values seen on one side, when some of them tie
  ///   exactly: the function then moves in steps of that size.
  mutating func noise() throws -> Double {
    let ties = max(tieNoise(rightValues), tieNoise(leftValues))
    let spacing =
      precision == .double ? max(min(scale, 1) * 0x1p-29, scale * 0x1p-44) : scale * 0x1p-15
    var quieter: Double?
    for side in [spacing, -spacing] {
      var points: [(x: Double, y: Double)] = []
      for i in 1...11 {
        // Golden-ratio offsets: equal spacing would fall in step with values rounded to a grid.
        let offset = (Double(i) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
        let sample = try line.sample((Double(i) + 0.8 * offset) * side)
        evaluations += 1
        guard sample.isFinite else { break }
        points.append((sample.step / side, sample.value))
      }
      guard points.count == 11 else { continue }
      let estimate = residualNoise(points)
      quieter = min(quieter ?? estimate, estimate)
    }
    return max(ties, quieter ?? 0)
  }

  private func tieNoise(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    var ties = 0
    var smallest = Double.infinity
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      if a == b { ties += 1 } else { smallest = min(smallest, b - a) }
    }
    return ties > 2 && smallest.isFinite ? smallest : 0
  }
}

/// The noise of values close together: the standard deviation of what a quartic leaves of them.
///
/// Over a span this short a smooth function is a quartic far below its rounding, so that
///
///     σ² = Σᵢ (yᵢ − p(xᵢ))² / (n − 5)
///
/// with p the quartic of least squares. Hamming's table of differences, which Moré and Wild use, does the
/// same for equally spaced points; but noise that comes from rounding to a grid can be in step with equal
/// spacing, and then it cancels in every difference.
///
/// - Parameter points: At least six points.
/// - Returns: σ.
///
/// Reference: Moré and Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33 (2011); Hamming,
/// "Numerical Methods for Scientists and Engineers" (1973), chapter 6.
func residualNoise(_ points: [(x: Double, y: Double)]) -> Double {
  let count = Double(points.count)
  var residual = points.map(\.y)
  var basis: [[Double]] = []
  for power in 0...4 {
    // Gram–Schmidt: 1, x, x² … made orthogonal over these points.
    var vector = points.map { point in (0..<power).reduce(1.0) { product, _ in product * point.x } }
    for earlier in basis { remove(earlier, from: &vector) }
    basis.append(vector)
    remove(vector, from: &residual)
  }
  // Once more, against the rounding of the first pass.
  for vector in basis { remove(vector, from: &residual) }
  return (residual.reduce(0) { $0 + $1 * $1 } / (count - 5)).squareRoot()
}

/// Takes out of a vector its component along another.
private func remove(_ direction: [Double], from vector: inout [Double]) {
  let product = zip(direction, vector).reduce(0) { $0 + $1.0 * $1.1 }
  let square = direction.reduce(0) { $0 + $1 * $1 }
  guard square > 0 else { return }
  for i in vector.indices { vector[i] -= product / square * direction[i] }
}
