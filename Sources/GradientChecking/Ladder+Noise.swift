extension Ladder {
  /// The standard deviation of the noise in φ beyond the rounding of its outputs.
  ///
  /// The largest of two estimates:
  /// - from a table of differences of φ at equally spaced points on one side, so that a kink or a jump at
  ///   the point itself does not enter (`differenceTableNoise`);
  /// - the smallest non-zero difference between any two values seen on one side, when some of them tie
  ///   exactly: the function then moves in steps of that size.
  mutating func noise() throws -> Double {
    let ties = max(tieNoise(rightValues), tieNoise(leftValues))
    let spacing = line.scale * (precision == .double ? 0x1p-26 : 0x1p-15)
    var best: Double?
    for side in [spacing, -spacing] {
      var table: [Double] = []
      for i in 1...11 {
        let sample = try line.sample(Double(i) * side)
        evaluations += 1
        guard sample.isFinite else { break }
        table.append(sample.value)
      }
      guard table.count == 11, let estimate = differenceTableNoise(table) else { continue }
      best = min(best ?? estimate, estimate)
    }
    return max(ties, best ?? 0)
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

/// The noise of equally spaced values of a function, from a table of their repeated differences.
///
/// The k-th difference of a smooth function shrinks with every k, while that of independent noise grows:
///
///     E(Δᵏε)² = (2k)!/(k!)²·σ²,   hence   σ_k² = γ_k·mean((Δᵏφ)²),  γ_k = (k!)²/(2k)!
///
/// The first level from which three estimates agree within a factor of 4, and whose differences change
/// sign, is taken.
///
/// - Parameter values: At least six values.
/// - Returns: σ, or nothing where no level qualifies.
///
/// Reference: Moré and Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33 (2011); Hamming,
/// "Numerical Methods for Scientists and Engineers" (1973), chapter 6.
func differenceTableNoise(_ values: [Double]) -> Double? {
  var differences = values
  var gamma = 1.0
  var estimates: [(sigma: Double, changesSign: Bool)] = []
  for k in 1..<(values.count - 2) {
    for i in 0..<(differences.count - 1) { differences[i] = differences[i + 1] - differences[i] }
    differences.removeLast()
    gamma *= Double(k) / Double(2 * (2 * k - 1))
    let mean = differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)
    let changesSign = differences.contains { $0 < 0 } && differences.contains { $0 > 0 }
    estimates.append(((gamma * mean).squareRoot(), changesSign))
  }
  for k in 0..<(estimates.count - 2) {
    let three = estimates[k...k + 2].map(\.sigma)
    guard let least = three.min(), let most = three.max(), most > 0 else { continue }
    if most <= 4 * least, estimates[k].changesSign { return estimates[k].sigma }
  }
  return nil
}
